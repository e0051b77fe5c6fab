import { z } from 'zod'

const Failure = z.object({ code: z.string(), text: z.string(), requestId: z.string() })

/** A read that failed, with a text for the person and the id to look it up by in the server's log. */
export class QueryError extends Error {
  readonly code: string
  readonly requestId: string | null
  readonly status: number

  constructor(text: string, details: { code: string; requestId: string | null; status: number }) {
    super(text)
    this.name = 'QueryError'
    this.code = details.code
    this.requestId = details.requestId
    this.status = details.status
  }
}

/** GETs (or, with `body`, POSTs) JSON and parses it with the schema. Throws QueryError; aborts pass through. */
export async function fetchJson<T>(
  url: string,
  schema: z.ZodType<T>,
  options: { signal?: AbortSignal; body?: unknown } = {},
): Promise<T> {
  const response = await send(url, options)
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok) throw failureOf(json, response)
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new QueryError('The server and this page are of different versions. Reload the page.', {
    code: 'unreadable',
    requestId: response.headers.get('x-request-id'),
    status: response.status,
  })
}

async function send(url: string, options: { signal?: AbortSignal; body?: unknown }): Promise<Response> {
  try {
    return await fetch(url, {
      signal: options.signal,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(options.body === undefined ? {} : { method: 'POST', body: JSON.stringify(options.body) }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new QueryError('The server cannot be reached. Check the connection; the page tries again.', {
      code: 'unreachable',
      requestId: null,
      status: 0,
    })
  }
}

function failureOf(json: unknown, response: Response): QueryError {
  const failure = Failure.safeParse(json)
  return new QueryError(failure.success ? failure.data.text : 'The server gave no readable answer.', {
    code: failure.success ? failure.data.code : 'unexpected',
    requestId: failure.success ? failure.data.requestId : response.headers.get('x-request-id'),
    status: response.status,
  })
}
