/** How a server wraps the same protocol: the API itself, Amazon's Bedrock or Google's Vertex. */
export interface Dialect {
  streamType: string
  /** one event of a stream, as bytes on the wire */
  frame(name: string, data: string): string | Buffer
  /** an error in mid-stream; `body` is the API's own */
  errorFrame(body: Record<string, unknown>): string | Buffer
  /** an error before any answer, in this server's words */
  wrapError(status: number, body: Record<string, unknown>): WrappedError
}

export interface WrappedError {
  status: number
  body: unknown
  headers: Record<string, string>
}

export function errorOf(body: Record<string, unknown>): { type: string; message: string } {
  return body.error as { type: string; message: string }
}

const frame = (name: string, data: string) => `event: ${name}\ndata: ${data}\n\n`

export const ANTHROPIC: Dialect = {
  streamType: 'text/event-stream',
  frame,
  errorFrame: (body) => frame('error', JSON.stringify(body)),
  wrapError: (status, body) => ({ status, body, headers: {} }),
}
