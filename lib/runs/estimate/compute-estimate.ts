import 'server-only'

/** Characters of source per token, measured on Python by providers' counters: 3 to 4. */
const CHARACTERS_PER_TOKEN = 3.5
/** A test file is about as long as what it tests; models stop long before a novel. */
const OUTPUT_TOKENS = { perSourceToken: 1, least: 300, most: 8000 }
/** Model calls of one module: at best one that answers briefly, at worst a first answer and two repairs. */
const CALLS = { low: 0.6, likely: 1.3, high: 3 }
/** Below this many earlier runs their spread says less than counting tokens does. */
export const ENOUGH_RUNS = 5

/** Cost and time of the team's earlier runs of a workflow that called a model. Nano-USD, milliseconds. */
export interface RunHistory {
  runs: number
  p25NanoUsd: number
  medianNanoUsd: number
  p90NanoUsd: number
  /** of all ended runs, with and without a model; null: none */
  medianDurationMs: number | null
}

export interface EstimateBasis {
  /** characters of each module that will have to be asked for */
  sourceCharacters: number[]
  promptCharacters: number
  history: RunHistory
  /** nano-USD of one call with these tokens; null: no model, or one without a price */
  costOfCall: ((inputTokens: number, outputTokens: number) => number) | null
}

export interface MoneyRange {
  lowNanoUsd: number | null
  likelyNanoUsd: number | null
  highNanoUsd: number | null
}

/**
 * What modules will probably cost. With enough earlier runs: their 25th, 50th and 90th percentile, times modules;
 * otherwise from token counts (characters ÷ 3.5) and today's price.
 */
export function computeEstimate(basis: EstimateBasis): MoneyRange {
  const { sourceCharacters, history, costOfCall } = basis
  const modules = sourceCharacters.length
  if (modules === 0) return { lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
  if (history.runs >= ENOUGH_RUNS) {
    return {
      lowNanoUsd: Math.round(history.p25NanoUsd * modules),
      likelyNanoUsd: Math.round(history.medianNanoUsd * modules),
      highNanoUsd: Math.round(history.p90NanoUsd * modules),
    }
  }
  if (costOfCall === null) return { lowNanoUsd: null, likelyNanoUsd: null, highNanoUsd: null }
  const onePass = sourceCharacters.reduce((sum, characters) => {
    const sourceTokens = Math.ceil(characters / CHARACTERS_PER_TOKEN)
    const inputTokens = sourceTokens + Math.ceil(basis.promptCharacters / CHARACTERS_PER_TOKEN)
    const { perSourceToken, least, most } = OUTPUT_TOKENS
    const outputTokens = Math.min(Math.max(sourceTokens * perSourceToken, least), most)
    return sum + costOfCall(inputTokens, Math.round(outputTokens))
  }, 0)
  return {
    lowNanoUsd: Math.round(onePass * CALLS.low),
    likelyNanoUsd: Math.round(onePass * CALLS.likely),
    highNanoUsd: Math.round(onePass * CALLS.high),
  }
}
