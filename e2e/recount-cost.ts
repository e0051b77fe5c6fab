import type { LoggedRequest } from './stand-in/types'

interface Rates {
  input: number
  output: number
  cacheRead: number
  cacheWrite5m: number
  cacheWrite1h: number
}

/** US$ per million tokens, as the price pages say a second time on purpose. */
const RATES: Record<string, Rates> = {
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2, cacheWrite5m: 5, cacheWrite1h: 8 },
  'claude-haiku-5-5': { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite5m: 0.125, cacheWrite1h: 0.2 },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1, cacheWrite5m: 2.5, cacheWrite1h: 4 },
}
/** Those of prompts above 100,000 tokens, where a model has a second band. */
const LONG_RATES: Record<string, Rates> = {
  'claude-haiku-5-5': { input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite5m: 0.625, cacheWrite1h: 1 },
}
const LONG_PROMPT_TOKENS = 100_000
const NANO_PER_USD = 1_000_000_000

/** Of an answer that broke off the API tells no count of its output: three characters are taken for a token. */
function outputTokensOf({ usage, stopReason, characters, maxTokens }: LoggedRequest): number {
  const told = usage?.outputTokens ?? 0
  return stopReason === null ? Math.max(told, Math.min(Math.ceil(characters / 3), maxTokens)) : told
}

function ratesOf({ model, usage }: LoggedRequest): Rates {
  const { inputTokens = 0, cacheReadTokens = 0, cacheWrite5mTokens = 0, cacheWrite1hTokens = 0 } = usage ?? {}
  const prompt = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens
  const rates = (prompt > LONG_PROMPT_TOKENS ? LONG_RATES[model] : undefined) ?? RATES[model]
  if (rates === undefined) throw new Error(`no price is written here for ${model}`)
  return rates
}

function costOfCall(call: LoggedRequest): number {
  const { usage } = call
  if (usage === null) return 0
  const rates = ratesOf(call)
  const microUsd =
    usage.inputTokens * rates.input +
    outputTokensOf(call) * rates.output +
    usage.cacheReadTokens * rates.cacheRead +
    usage.cacheWrite5mTokens * rates.cacheWrite5m +
    usage.cacheWrite1hTokens * rates.cacheWrite1h
  // Rounded up to a whole nano-dollar, but for the dust of floats.
  const nanoUsd = microUsd * 1000 * (call.batchId === undefined ? 1 : 0.5)
  return Math.ceil(Number(nanoUsd.toFixed(4)))
}

/** What calls cost, in nano-USD, from the usage that the stand-in sent. */
export function recountCost(calls: readonly LoggedRequest[]): number {
  return calls.reduce((sum, call) => sum + costOfCall(call), 0)
}

/** As pages write amounts below a dollar: "$0.1137". */
export const asDollars = (nanoUsd: number): string => `$${(nanoUsd / NANO_PER_USD).toFixed(4)}`
