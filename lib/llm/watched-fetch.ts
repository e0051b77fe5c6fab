import 'server-only'

/** A fetch that tells of every chunk of a body, pings included, which the SDK keeps to itself. */
export function watchedFetch(onBytes: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    onBytes()
    if (response.body === null) return response
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes()
        controller.enqueue(chunk)
      },
    })
    return new Response(response.body.pipeThrough(watch), response)
  }
}
