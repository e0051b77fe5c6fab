import 'server-only'
import type { TeamContext } from './team-context'

/**
 * Code, output of programs, answers of models and what people wrote: a “$5” there is no cost of ours. Every other text is taken
 * for one that may tell what something cost, also one that is thought of tomorrow.
 */
const NOT_OURS = new Set([
  ...['source', 'content', 'diff', 'quote', 'replacement', 'example', 'command', 'log', 'message', 'params'],
  ...['comment', 'note', 'prompt', 'answer', 'summary', 'title'],
  ...['name', 'path', 'targetPath', 'moduleName', 'targetName', 'qualifiedName', 'subject'],
])
const AMOUNT = /[−-]?<?\$\d+(?:,\d{3})*(?:\.\d+)?/g

/**
 * What a team's viewers may be sent: the same without money, where the team shows them none. Every `…NanoUsd` becomes null,
 * so its type must allow that, and amounts in texts become “$…”, but for those that are not ours.
 */
export function hideCosts<T>(ctx: Pick<TeamContext, 'seesCosts'>, value: T): T {
  return ctx.seesCosts ? value : (without('', value) as T)
}

function without(key: string, value: unknown): unknown {
  if (typeof value === 'string') return NOT_OURS.has(key) ? value : value.replaceAll(AMOUNT, '$…')
  if (typeof value === 'number' || typeof value === 'bigint') return key.endsWith('NanoUsd') ? null : value
  if (Array.isArray(value)) return value.map((inner) => without(key, inner))
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const inCounter = key.endsWith('NanoUsd') && 'value' in value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      inCounter && name === 'value' ? null : without(name, inner),
    ]),
  )
}
