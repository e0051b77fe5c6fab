import 'server-only'
import type { IncomingMessage } from 'node:http'

/** A response's body for the SDK, with back pressure. A connection that breaks is a TypeError, as with fetch. */
export function toWebBody(response: IncomingMessage, onBytes: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let over = false
      const end = (act: () => void) => {
        if (!over) act()
        over = true
      }
      response.on('data', (chunk: Buffer) => {
        onBytes()
        if (over) return
        controller.enqueue(chunk)
        if ((controller.desiredSize ?? 0) <= 0) response.pause()
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
