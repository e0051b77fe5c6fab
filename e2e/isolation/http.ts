import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { ActionFailure } from '../../lib/domain/action-result'

/** Someone who sends requests by hand: a cookie header, or null for nobody. */
export type Caller = string | null

export interface Answer {
  status: number
  location: string | null
  body: string
}

const sessions = new Map<string, Promise<string>>()

/**
 * The cookie header of a session of the person. They are signed in once for all journeys: an account may sign in only
 * so often in a few minutes.
 */
export function cookieOf(world: { baseUrl: string; password: string }, email: string): Promise<string> {
  const session = sessions.get(email) ?? signInByHand(world.baseUrl, email, world.password)
  sessions.set(email, session)
  return session
}

/** Signs in at the library's own endpoint; gives the cookie header of the new session. */
export async function signInByHand(baseUrl: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
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

const Manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

export interface BuiltAction {
  id: string
  name: string
  /** URL pattern of a page that uses it */
  page: string
}

/** Every server action of the build that is served, with the id that a POST calls it by. */
export function listBuiltActions(): BuiltAction[] {
  const file = path.join(process.env.ASSAY_DIST_DIR ?? '.next', 'server/server-reference-manifest.json')
  const { node } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const [worker = ''] = Object.keys(workers)
    const page = worker.replace(/^app/, '').replace(/\/page$/, '')
    return { id, name: exportedName, page: page.replaceAll(/\/\([^)]*\)/g, '') }
  })
}

/** What an action may be given: values, and at most files beside them. */
export type ActionInput = Record<string, unknown>

/** The argument list as React sends it: JSON, or multipart when a file is in it. */
function encode(input: ActionInput): { body: string | FormData; headers: Record<string, string> } {
  const files = Object.values(input).some((value) => value instanceof File)
  if (!files)
    return { body: JSON.stringify([input]), headers: { 'content-type': 'text/plain;charset=UTF-8' } }
  const form = new FormData()
  for (const [name, value] of Object.entries(input)) {
    form.append(`_1_${name}`, value instanceof File ? value : String(value))
  }
  form.append('0', '["$K1"]') // last: it refers to the entries before it
  return { body: form, headers: {} }
}

export type ActionOutcome = { ok: true; data: unknown } | Pick<ActionFailure, 'ok' | 'code' | 'text'>

/** The value an action returned, out of the stream of rows that Next answers with; null when it returned none. */
function readOutcome(body: string): ActionOutcome | null {
  const row = (id: string) => body.match(new RegExp(`^${id}:(.*)$`, 'm'))?.[1]
  const place = row('0')?.match(/"a":"\$@(\w+)"/)?.[1]
  const value = place === undefined ? undefined : row(place)
  return value === undefined ? null : JSON.parse(value)
}

/** Calls a server action as Next's client does, on the page that is given. */
export async function callAction(
  pageUrl: string,
  caller: Caller,
  actionId: string,
  input: ActionInput,
): Promise<Answer & { outcome: ActionOutcome | null }> {
  const { body, headers } = encode(input)
  const answer = await ask(pageUrl, caller, {
    method: 'POST',
    headers: {
      ...headers,
      'next-action': actionId,
      origin: new URL(pageUrl).origin,
      accept: 'text/x-component',
    },
    body,
  })
  return { ...answer, outcome: readOutcome(answer.body) }
}
