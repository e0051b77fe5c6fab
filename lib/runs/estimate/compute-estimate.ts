import 'server-only'
import type { StageHistory } from './read-stage-history'

/** Characters of source per token, measured on Python by providers' counters: 3 to 4. */
const CHARACTERS_PER_TOKEN = 3.5
/** A test file is about as long as what it tests; models stop long before a novel. */
const OUTPUT_TOKENS = { perSourceToken: 1, least: 300, most: 8000 }
/** Model calls of one module: at best one that answers briefly, at worst a first answer and two repairs. */
const CALLS = { low: 0.6, likely: 1.3, high: 3 }
/** Below this many earlier runs their spread says less than counting tokens does. */
export const ENOUGH_RUNS = 5

export interface EstimateBasis {
  /** characters of each module that will have to be asked for */
  sourceCharacters: number[]
  promptCharacters: number
  /** earlier runs by stage, of those that asked the same model first */
  history: StageHistory[]
  /** what the first call costs of its full price: below 1 when it goes through the batch API */
  firstCallFactor: number
  /** nano-USD of one call with these tokens */
  costOfCall: (inputTokens: number, outputTokens: number) => number
}

export interface MoneyRange {
  lowNanoUsd: number
  likelyNanoUsd: number
  highNanoUsd: number
}

/** How many earlier runs the estimate rests on; 0: too few, tokens are counted. */
export function runsBehind(history: StageHistory[]): number {
  const most = Math.max(0, ...history.map(({ runs }) => runs))
  return most >= ENOUGH_RUNS ? most : 0
}

/**
 * What modules will probably cost. With enough earlier runs: their 25th, 50th and 90th percentile by stage, a stage
 * that few of them needed counting less; otherwise from token counts (characters ÷ 3.5) and today's price. Only first
 * calls are cheaper as a batch: repairs are made at once.
 */
export function computeEstimate(basis: EstimateBasis): MoneyRange {
  const { sourceCharacters, history, firstCallFactor } = basis
  if (sourceCharacters.length === 0) return { lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
  const full = runsBehind(history) > 0 ? fromHistory(history, sourceCharacters.length) : fromTokens(basis)
  // Of `calls` calls the first is the cheaper one.
  const share = (calls: number) => (Math.min(calls, 1) * firstCallFactor + Math.max(calls - 1, 0)) / calls
  return {
    lowNanoUsd: Math.round(full.lowNanoUsd * share(CALLS.low)),
    likelyNanoUsd: Math.round(full.likelyNanoUsd * share(CALLS.likely)),
    highNanoUsd: Math.round(full.highNanoUsd * share(CALLS.high)),
  }
}

function fromHistory(history: StageHistory[], modules: number): MoneyRange {
  const runs = runsBehind(history)
  const sum = (percentile: 'p25NanoUsd' | 'medianNanoUsd' | 'p90NanoUsd') =>
    modules * history.reduce((total, stage) => total + stage[percentile] * (stage.runs / runs), 0)
  return {
    lowNanoUsd: sum('p25NanoUsd'),
    likelyNanoUsd: sum('medianNanoUsd'),
    highNanoUsd: sum('p90NanoUsd'),
  }
}

function fromTokens({ sourceCharacters, promptCharacters, costOfCall }: EstimateBasis): MoneyRange {
  const onePass = sourceCharacters.reduce((sum, characters) => {
    const sourceTokens = Math.ceil(characters / CHARACTERS_PER_TOKEN)
    const inputTokens = sourceTokens + Math.ceil(promptCharacters / CHARACTERS_PER_TOKEN)
    const { perSourceToken, least, most } = OUTPUT_TOKENS
    const outputTokens = Math.min(Math.max(sourceTokens * perSourceToken, least), most)
    return sum + costOfCall(inputTokens, Math.round(outputTokens))
  }, 0)
  return {
    lowNanoUsd: onePass * CALLS.low,
    likelyNanoUsd: onePass * CALLS.likely,
    highNanoUsd: onePass * CALLS.high,
  }
}
