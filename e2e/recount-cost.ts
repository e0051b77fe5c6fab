import type { LoggedRequest } from './stand-in/types'

interface Rates {
  input: number
  output: number
  cacheRead: number
  cacheWrite5m: number
  cacheWrite1h: number
}

/** US$ per million tokens, as the price pages say for prompts of at most 100,000 tokens; a second time on purpose. */
const RATES: Record<string, Rates> = {
  'claude-haiku-5-5': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite5m: 0.125, cacheWrite1h: 0.2 },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1, cacheWrite5m: 2.5, cacheWrite1h: 4 },
}
const NANO_PER_USD = 1_000_000_000

/** Of an answer that broke off the API tells no count of its output: three characters are taken for a token. */
function outputTokensOf({ usage, stopReason, characters }: LoggedRequest): number {
  const told = usage?.outputTokens ?? 0
  return stopReason === null ? Math.max(told, Math.ceil(characters / 3)) : told
}

function costOfCall(call: LoggedRequest): number {
  const { model, usage } = call
  const rates = RATES[model]
  if (rates === undefined) throw new Error(`no price is written here for ${model}`)
  if (usage === null) return 0
  const microUsd =
    usage.inputTokens * rates.input +
    outputTokensOf(call) * rates.output +
    usage.cacheReadTokens * rates.cacheRead +
    usage.cacheWrite5mTokens * rates.cacheWrite5m +
    usage.cacheWrite1hTokens * rates.cacheWrite1h
  // Rounded up to a whole nano-dollar, but for the dust of floats.
  return Math.ceil(Number((microUsd * 1000).toFixed(3)))
}

/** What calls cost, in nano-USD, from the usage that the stand-in sent. */
export function recountCost(calls: readonly LoggedRequest[]): number {
  return calls.reduce((sum, call) => sum + costOfCall(call), 0)
}

/** As pages write amounts below a dollar: "$0.1137". */
export const asDollars = (nanoUsd: number): string => `$${(nanoUsd / NANO_PER_USD).toFixed(4)}`
