import 'server-only'
import type { IncomingMessage } from 'node:http'

/** So much may wait to be read before the connection is held up. */
const MOST_WAITING_BYTES = 64 * 1024

/**
 * A response's body chunk by chunk, with back pressure: what a web stream would give, for less work. It can be read once;
 * who stops before its end closes the connection. One that breaks is a TypeError, as with fetch.
 */
export function toChunks(
  response: IncomingMessage,
  onBytes: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let end: { problem: TypeError | null } | undefined
  let wake = () => {}
  const endWith = (problem: TypeError | null) => {
    end ??= { problem }
    wake()
  }
  response.on('data', (chunk: Buffer) => {
    onBytes(chunk.length)
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes > MOST_WAITING_BYTES) response.pause()
    wake()
  })
  response.once('end', () => endWith(null))
  response.once('error', (cause) => endWith(new TypeError('terminated', { cause })))
  response.once('close', () => endWith(new TypeError('terminated')))

  async function* read(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const chunks = waiting
        waiting = []
        waitingBytes = 0
        yield* chunks
        if (waiting.length > 0) continue
        if (end?.problem) throw end.problem
        if (end !== undefined) return
        response.resume()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      if (end === undefined) response.destroy()
    }
  }
  return read()
}
