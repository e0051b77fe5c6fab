import 'server-only'
import { LRUCache } from 'lru-cache'
import type { TokenUsage } from '@/lib/domain/attempt'
import type { LimitKey } from './limit-key'
import type { CallTokens } from './token-limits'

/** So many of the last answers are known … */
const KEPT = 100
/** … and from so many on they tell more than what is possible. */
const ENOUGH = 10
/** Nineteen of twenty calls use no more: of many under way at once, all together never do. */
const QUANTILE = 0.95
/** What is allowed is reserved where it is not much more. */
const NEARLY = 1.25

/** A call before it is made. */
export interface CallAhead {
  key: LimitKey
  stage: string
  promptBytes: number
  /** more than the prompt can be; asked only while little is known */
  mostInputTokens: () => number
  maxTokens: number
}

interface Seen {
  inputPerByte: number[]
  output: number[]
}

/** By model and stage: what one stage asks for says nothing of another. */
const seenBy = new LRUCache<string, Seen>({ max: 1000 })
const nameOf = ({ key, stage }: Pick<CallAhead, 'key' | 'stage'>) =>
  JSON.stringify([key.providerId, key.model, stage])

/** A high quantile of what was seen; null: too little was. */
function high(samples: number[] = []): number | null {
  if (samples.length < ENOUGH) return null
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.ceil(QUANTILE * sorted.length) - 1] ?? null
}

/**
 * What is to be held for a call until its usage is told, so that tokens per minute are never exceeded: a high quantile of what
 * calls of its stage used, the most that is possible until ten have ended. What it does not use is given back at its end;
 * until then it costs (held ÷ used − 1) × its duration ÷ a minute of the rate: 2 % for calls of 2 s that hold 1.6 times.
 */
export function expectedTokens(call: CallAhead): CallTokens {
  const { promptBytes, mostInputTokens, maxTokens } = call
  const seen = seenBy.get(nameOf(call))
  const perByte = high(seen?.inputPerByte)
  const output = high(seen?.output) ?? maxTokens
  return {
    input: perByte === null ? mostInputTokens() : Math.ceil(perByte * promptBytes),
    output: maxTokens <= NEARLY * output ? maxTokens : Math.ceil(output),
  }
}

/**
 * Notes what a call used whose usage was told to its end. Input from the provider's prompt cache, though it does not count, is
 * noted too: the next call may not find it there.
 */
export function learnTokens(call: Pick<CallAhead, 'key' | 'stage' | 'promptBytes'>, usage: TokenUsage): void {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens } = usage
  const input = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens
  const seen = seenBy.get(nameOf(call)) ?? { inputPerByte: [], output: [] }
  seenBy.set(nameOf(call), {
    inputPerByte: [...seen.inputPerByte, input / Math.max(1, call.promptBytes)].slice(-KEPT),
    output: [...seen.output, outputTokens].slice(-KEPT),
  })
}
