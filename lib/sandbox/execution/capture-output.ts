import 'server-only'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

export type Captured = { text: () => string }

/**
 * Collects a stream up to `limitBytes`; `onLimit` is called once when more arrives. What was collected
 * until then is kept. Bytes that are not UTF-8 become U+FFFD; NUL, which no database takes, is left out.
 */
export function captureOutput(
  stream: Readable,
  limitBytes: number,
  onLimit: () => void,
  onLine?: (line: string) => void,
): Captured {
  const chunks: Buffer[] = []
  const decoder = new StringDecoder('utf8')
  let pending = ''
  let collectedBytes = 0
  let full = false

  stream.on('data', (chunk: Buffer) => {
    if (full) return
    const kept = chunk.subarray(0, limitBytes - collectedBytes)
    chunks.push(kept)
    collectedBytes += kept.length
    if (onLine !== undefined) pending = emitLines(pending + decoder.write(kept), onLine)
    if (kept.length < chunk.length) {
      full = true
      onLimit()
    }
  })
  stream.on('end', () => {
    if (pending !== '') onLine?.(pending)
    pending = ''
  })
  // A broken pipe ends the stream; how the program ended is read from its exit.
  stream.on('error', () => {})
  return { text: () => Buffer.concat(chunks).toString('utf8').replaceAll('\0', '') }
}

function emitLines(text: string, onLine: (line: string) => void): string {
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  for (const line of lines) onLine(line)
  return rest
}
