import 'server-only'
import type { IncomingMessage } from 'node:http'

/** How much of a body is read, and whether what is longer ends there or is an error. */
export interface BodyLimit {
  bytes: number
  beyond: 'end' | 'fail'
}

/** A response's body for the SDK, with back pressure. A connection that breaks is a TypeError, as with fetch. */
export function toWebBody(
  response: IncomingMessage,
  onBytes: (bytes: number) => void,
  limit: BodyLimit | null = null,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let over = false
      let left = limit?.bytes ?? Number.POSITIVE_INFINITY
      const end = (act: () => void) => {
        if (!over) act()
        over = true
      }
      response.on('data', (chunk: Buffer) => {
        onBytes(chunk.length)
        if (over) return
        controller.enqueue(chunk.length > left ? chunk.subarray(0, left) : chunk)
        left -= chunk.length
        if (left < 0) {
          end(() => {
            if (limit?.beyond === 'end') controller.close()
            else controller.error(new TypeError(`the answer is longer than ${limit?.bytes} bytes`))
          })
          response.destroy()
        } else if ((controller.desiredSize ?? 0) <= 0) response.pause()
      })
      response.once('end', () => end(() => controller.close()))
      response.once('error', (cause) => end(() => controller.error(new TypeError('terminated', { cause }))))
      response.once('close', () => end(() => controller.error(new TypeError('terminated'))))
    },
    pull() {
      response.resume()
    },
    cancel() {
      response.destroy()
    },
  })
}
