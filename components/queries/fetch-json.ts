import type { Answer, answers } from './answers'

export type AnswerKind = keyof typeof answers

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

/** GETs (or, with `body`, POSTs) JSON of this kind. Throws QueryError; aborts pass through. */
export async function fetchJson<Kind extends AnswerKind>(
  url: string,
  kind: Kind,
  options: { signal?: AbortSignal; body?: unknown } = {},
): Promise<Answer<Kind>> {
  const response = await send(url, options)
  const json: unknown = await response.json().catch(unlessAborted)
  return readAnswer(json, kind, response)
}

/** What the server said, as JSON with its status and headers, as an answer of this kind. Throws QueryError. */
export async function readAnswer<Kind extends AnswerKind>(
  json: unknown,
  kind: Kind,
  said: Said,
): Promise<Answer<Kind>> {
  if (said.status >= 400) throw failureOf(json, said)
  if (json === undefined) throw unreadable(said)
  return isOfOurBuild(said) ? (json as Answer<Kind>) : readByItsSchema(json, kind, said)
}

/** The status and headers under which something was said. */
export type Said = Pick<Response, 'status' | 'headers'>

/** What the page no longer wants is no failure of the server. */
export function unlessAborted(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
}

/** Page and server were made of the same sources, whose types agree: nothing need be checked again. */
function isOfOurBuild({ headers }: Said): boolean {
  const { build } = document.documentElement.dataset
  return build !== undefined && build === headers.get('x-assay-build')
}

/** What a server of another build says may be of another form. In development there are no builds. */
async function readByItsSchema<Kind extends AnswerKind>(
  json: unknown,
  kind: Kind,
  said: Said,
): Promise<Answer<Kind>> {
  const loaded = await import('./answers').catch(() => null)
  const parsed = loaded?.answers[kind].safeParse(json)
  if (parsed?.success) return parsed.data as Answer<Kind>
  throw unreadable(said)
}

function unreadable({ headers, status }: Said): QueryError {
  return new QueryError('The server and this page are of different versions. Reload the page.', {
    code: 'unreadable',
    requestId: headers.get('x-request-id'),
    status,
  })
}

/** GETs (or, with `body`, POSTs) what is to be read as JSON. Throws QueryError when nothing answers. */
export async function send(
  url: string,
  options: { signal?: AbortSignal; body?: unknown },
): Promise<Response> {
  try {
    return await fetch(url, {
      signal: options.signal,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(options.body === undefined ? {} : { method: 'POST', body: JSON.stringify(options.body) }),
    })
  } catch (error) {
    unlessAborted(error)
    throw unreachable()
  }
}

/** Nobody answered, or the answer broke off. */
export function unreachable(): QueryError {
  return new QueryError('The server cannot be reached. Check the connection; the page tries again.', {
    code: 'unreachable',
    requestId: null,
    status: 0,
  })
}

function failureOf(json: unknown, { status, headers }: Said): QueryError {
  if (isFailure(json)) return new QueryError(json.text, { ...json, status })
  const requestId = headers.get('x-request-id')
  return new QueryError('The server gave no readable answer.', { code: 'unexpected', requestId, status })
}

/** What defineRoute answers when it cannot give what was asked for. */
function isFailure(json: unknown): json is { code: string; text: string; requestId: string } {
  return (
    typeof json === 'object' &&
    json !== null &&
    ['code', 'text', 'requestId'].every((key) => typeof Reflect.get(json, key) === 'string')
  )
}
