import type { PartLine } from '@/lib/domain/parts-query'
import type { Answer } from './answers'
import { type AnswerKind, QueryError, readAnswer, send, unreachable } from './fetch-json'
import { linesOf } from './lines-of'

interface Asked {
  part: string
  kind: AnswerKind
  signal: AbortSignal
  answer: (answer: Promise<unknown>) => void
}

type Settle = (one: Asked, answer: () => Promise<unknown>) => void

/** Long enough for all queries that an event, a minute or a first look makes due; too short to be noticed. */
const GATHER_MS = 4

/** By team: what is asked for next, by the query string that parts share. */
const gathered = new Map<string, Map<string, Asked[]>>()

/**
 * One part of a page (see `PartsQuery`), asked for together with all others that are due at the same moment: one request,
 * which answers each part as soon as it has it. `query`: range and filters; '' for a part that has none. Throws QueryError.
 */
export function fetchPart<Kind extends AnswerKind>(
  team: string,
  kind: Kind,
  { part, query = '', signal }: { part: string; query?: string; signal: AbortSignal },
): Promise<Answer<Kind>> {
  return new Promise<unknown>((resolve) => {
    const waiting = gathered.get(team) ?? new Map<string, Asked[]>()
    if (!gathered.has(team)) {
      gathered.set(team, waiting)
      setTimeout(() => {
        gathered.delete(team)
        for (const [shared, asked] of together(waiting)) void askFor(team, shared, asked)
      }, GATHER_MS)
    }
    waiting.set(query, [...(waiting.get(query) ?? []), { part, kind, signal, answer: resolve }])
  }) as Promise<Answer<Kind>>
}

/** What has no range goes along with what has one. */
function together(waiting: Map<string, Asked[]>): Map<string, Asked[]> {
  const plain = waiting.get('') ?? []
  const [first] = [...waiting.keys()].filter((query) => query !== '')
  if (first === undefined) return waiting
  waiting.delete('')
  return waiting.set(first, [...(waiting.get(first) ?? []), ...plain])
}

async function askFor(team: string, query: string, asked: readonly Asked[]): Promise<void> {
  const open = new Set(asked)
  const nobodyWaits = new AbortController()
  const settle: Settle = (one, answer) => {
    // Who has an answer and leaves gets no refusal, which nobody would hear.
    if (open.delete(one)) one.answer(answer())
  }
  for (const one of asked) {
    const leave = () => {
      settle(one, () => Promise.reject(new DOMException('No longer wanted.', 'AbortError')))
      if (open.size === 0) nobodyWaits.abort()
    }
    if (one.signal.aborted) leave()
    else one.signal.addEventListener('abort', leave)
  }
  if (open.size === 0) return
  const failed = await answerAll(urlOf(team, query, open), nobodyWaits.signal, open, settle).catch(
    (error: unknown) => error,
  )
  const why = failed instanceof QueryError ? failed : unreachable()
  for (const one of open) settle(one, () => Promise.reject(why))
}

function urlOf(team: string, query: string, asked: Iterable<Asked>): string {
  const parts = [...new Set([...asked].map(({ part }) => `part=${encodeURIComponent(part)}`))]
  return `/api/t/${team}/parts?${[query, ...parts].filter((text) => text !== '').join('&')}`
}

/** Hands on each part's answer as it comes; all are refused together when the request itself is. */
async function answerAll(
  url: string,
  signal: AbortSignal,
  open: ReadonlySet<Asked>,
  settle: Settle,
): Promise<void> {
  const response = await send(url, { signal })
  if (!response.ok || response.body === null) {
    const json: unknown = await response.json().catch(() => undefined)
    for (const one of open) settle(one, () => readAnswer(json, one.kind, response))
    return
  }
  for await (const line of linesOf(response.body)) {
    const { part, status, body } = JSON.parse(line) as PartLine
    for (const one of open)
      if (one.part === part)
        settle(one, () => readAnswer(body, one.kind, { status, headers: response.headers }))
  }
}
