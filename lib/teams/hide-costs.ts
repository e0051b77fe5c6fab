import 'server-only'
import type { TeamContext } from './team-context'

/** Texts of ours that may name an amount; code, answers and what people wrote are left as they are. */
const TEXTS = new Set([
  'reasonText',
  'errorText',
  'tierReason',
  'detail',
  'label',
  'text',
  'lastTestText',
  'notices',
])
const AMOUNT = /[−-]?<?\$\d[\d,]*(?:\.\d+)?/g

/**
 * What a team's viewers may be sent: the same without money, where the team shows them none. Every `…NanoUsd` becomes null,
 * so its type must allow that, and amounts in our own texts become “$…”.
 */
export function hideCosts<T>(ctx: Pick<TeamContext, 'seesCosts'>, value: T): T {
  return ctx.seesCosts ? value : (without('', value) as T)
}

function without(key: string, value: unknown): unknown {
  if (typeof value === 'string') return TEXTS.has(key) ? value.replaceAll(AMOUNT, '$…') : value
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
