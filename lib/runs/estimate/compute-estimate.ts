import 'server-only'
import type { Pass } from './passes'
import type { StageHistory } from './read-stage-history'

/** Characters of source per token, measured on Python by providers' counters: 3 to 4. */
const CHARACTERS_PER_TOKEN = 3.5
/** Below this many earlier runs their spread says less than counting tokens does. */
export const ENOUGH_RUNS = 5

export interface EstimateBasis {
  /** characters of each module that will have to be asked for */
  sourceCharacters: number[]
  /** what is asked about a module, each with the length of its prompt and nano-USD of one call with these tokens */
  passes: (Omit<Pass, 'start'> & {
    promptCharacters: number
    costOfCall: (inputTokens: number, outputTokens: number) => number
  })[]
  /** earlier runs by stage, of those that asked the same model first */
  history: Omit<StageHistory, 'model'>[]
  /** what the first call costs of its full price: below 1 when it goes through the batch API */
  firstCallFactor: number
}

export interface MoneyRange {
  lowNanoUsd: number
  likelyNanoUsd: number
  highNanoUsd: number
}

/** How many earlier runs the estimate rests on; 0: too few, tokens are counted. */
export function runsBehind(history: EstimateBasis['history']): number {
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
  const share = (bound: Bound) => {
    const calls = callsPerModule(basis, bound)
    // Of `calls` calls the first is the cheaper one.
    return calls === 0 ? 1 : (Math.min(calls, 1) * firstCallFactor + Math.max(calls - 1, 0)) / calls
  }
  return {
    lowNanoUsd: Math.round(full.lowNanoUsd * share('low')),
    likelyNanoUsd: Math.round(full.likelyNanoUsd * share('likely')),
    highNanoUsd: Math.round(full.highNanoUsd * share('high')),
  }
}

type Bound = keyof Pass['asked']

/** Calls that show all of a module once. */
const callsFor = (characters: number, { charactersPerCall }: Pick<Pass, 'charactersPerCall'>) =>
  Math.max(1, Math.ceil(characters / charactersPerCall))

function callsPerModule({ sourceCharacters, passes }: EstimateBasis, bound: Bound): number {
  const calls = sourceCharacters.flatMap((characters) =>
    passes.map((pass) => callsFor(characters, pass) * pass.asked[bound]),
  )
  return calls.reduce((sum, count) => sum + count, 0) / sourceCharacters.length
}

function fromHistory(history: EstimateBasis['history'], modules: number): MoneyRange {
  const runs = runsBehind(history)
  const sum = (percentile: 'p25NanoUsd' | 'medianNanoUsd' | 'p90NanoUsd') =>
    modules * history.reduce((total, stage) => total + stage[percentile] * (stage.runs / runs), 0)
  return {
    lowNanoUsd: sum('p25NanoUsd'),
    likelyNanoUsd: sum('medianNanoUsd'),
    highNanoUsd: sum('p90NanoUsd'),
  }
}

function fromTokens({ sourceCharacters, passes }: EstimateBasis): MoneyRange {
  const money = { lowNanoUsd: 0, likelyNanoUsd: 0, highNanoUsd: 0 }
  for (const characters of sourceCharacters) {
    for (const pass of passes) {
      const calls = callsFor(characters, pass)
      const sourceTokens = Math.ceil(characters / calls / CHARACTERS_PER_TOKEN)
      const inputTokens = sourceTokens + Math.ceil(pass.promptCharacters / CHARACTERS_PER_TOKEN)
      const { perSourceToken, least, most } = pass.outputTokens
      const outputTokens = Math.min(Math.max(sourceTokens * perSourceToken, least), most)
      const once = calls * pass.costOfCall(inputTokens, Math.round(outputTokens))
      money.lowNanoUsd += once * pass.asked.low
      money.likelyNanoUsd += once * pass.asked.likely
      money.highNanoUsd += once * pass.asked.high
    }
  }
  return money
}
