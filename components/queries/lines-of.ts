/** The lines of a body as they arrive, without their ends. What has no end was cut off and is left out. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let begun = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (begun + decoder.decode(value, { stream: true })).split('\n')
    begun = lines.pop() ?? ''
    yield* lines
  }
}
