/** Someone who sends requests by hand: a cookie header, or null for nobody. */
export type Caller = string | null

export interface Answer {
  status: number
  location: string | null
  body: string
}

const asCaller = (caller: Caller): Record<string, string> => (caller === null ? {} : { cookie: caller })

/** One request, redirects not followed. A stream that goes on for ever is left after its first bytes. */
export async function ask(
  url: string,
  caller: Caller,
  init: { method?: string; headers?: Record<string, string>; body?: string | FormData } = {},
): Promise<Answer> {
  const left = new AbortController()
  const response = await fetch(url, {
    ...init,
    headers: { ...asCaller(caller), ...init.headers },
    redirect: 'manual',
    signal: left.signal,
  })
  const { status, headers } = response
  const location = headers.get('location')
  if (headers.get('content-type')?.startsWith('text/event-stream')) {
    const first = await response.body?.getReader().read()
    left.abort()
    return { status, location, body: new TextDecoder().decode(first?.value) }
  }
  return { status, location, body: await response.text() }
}
