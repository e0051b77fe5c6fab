import 'server-only'

/**
 * A fetch that tells of every chunk of a body, pings included, which the SDK keeps to itself, and whose `signal` closes
 * the socket for as long as the body is read: Node's own fetch can lose its signal to a garbage collection.
 */
export function watchedFetch(onBytes: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    onBytes()
    if (response.body === null) return response
    return new Response(watchBody(response.body, onBytes, init?.signal ?? null), response)
  }
}

/** The same bytes. The signal's listener holds both ends of the stream, so that neither is collected while it hangs. */
function watchBody(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let onAbort = () => {}
  const forget = () => signal?.removeEventListener('abort', onAbort)
  return new ReadableStream<Uint8Array>({
    start(controller) {
      onAbort = () => {
        controller.error(signal?.reason)
        // The body may have failed by the same abort: then there is nothing left to close.
        reader.cancel(signal?.reason).catch(() => undefined)
      }
      if (signal?.aborted) onAbort()
      else signal?.addEventListener('abort', onAbort, { once: true })
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (signal?.aborted) return
      onBytes()
      if (!done) return controller.enqueue(value)
      forget()
      controller.close()
    },
    async cancel(reason) {
      forget()
      await reader.cancel(reason)
    },
  })
}
