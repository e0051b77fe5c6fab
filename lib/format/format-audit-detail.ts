import { formatMoney } from './format-money'

/** Ids say nothing to people; what an act was done to stands beside it. */
const IS_ID = /^(id|ids|order|findings|verdicts)$|[a-z]Ids?$/

/** Of a price: nano-USD per million tokens. */
const RATES = new Set(['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'])
const IS_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

const WORDS: Record<string, string> = { useModel: 'use models', seesCosts: 'viewers see costs' }

/** "limitNanoUsd" → "limit", "fromDate" → "from date". */
const wordOf = (key: string): string =>
  WORDS[key] ??
  key
    .replace(/NanoUsd$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()

function textOf(key: string, value: unknown): string {
  if (typeof value === 'number' && key.endsWith('NanoUsd')) return formatMoney(value)
  if (typeof value === 'number' && RATES.has(key)) return `${formatMoney(value)} per M tokens`
  if (typeof value === 'string' && IS_TIME.test(value)) return value.slice(0, 10)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => textOf(key, one)).join(', ')
  if (typeof value === 'object' && value !== null) return `(${formatAuditDetail(value)})`
  return String(value)
}

/** What an act's row keeps beside its subject, in words: "role: viewer → member", "runs: 12". */
export function formatAuditDetail(detail: object): string {
  const { from, to, ...rest } = detail as Record<string, unknown>
  const isChange = from !== undefined && to !== undefined
  const others = Object.entries(isChange ? rest : detail)
    .filter(([key, value]) => value !== null && value !== undefined && !IS_ID.test(key))
    .map(([key, value]) => `${wordOf(key)}: ${textOf(key, value)}`)
  return [...(isChange ? [`${String(from)} → ${String(to)}`] : []), ...others].join(' · ')
}
