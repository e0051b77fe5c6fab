import 'server-only'
import type { Price } from '@/lib/prices/price'
import { worstCaseCost } from '@/lib/prices/worst-case-cost'
import type { ParsedPrompt } from '@/lib/prompts/parse-prompt'

/** What a call says besides code: its prompt, and how long it may be answered. */
export interface CallSize {
  prompt: Pick<ParsedPrompt, 'system' | 'user' | 'meta'> | undefined
}

/** Stands for code of which only the length is known. */
const SAMPLE = 'total = amount_of(entry)\n'
/** The schema of the answer, and what is told of a module that is known before a run only by its length. */
const FRAME_CHARACTERS = 1500

/** The most that a call about so much code can cost, as it is reserved before it is made; nano-USD. */
export function worstCall(
  prices: Price[],
  terms: { model: string; isLocal: boolean; isBatch: boolean },
  { prompt }: CallSize,
  sourceCharacters: number,
): number {
  const code = SAMPLE.repeat(Math.ceil((sourceCharacters + FRAME_CHARACTERS) / SAMPLE.length))
  const promptText = JSON.stringify([prompt?.system ?? '', prompt?.user ?? '', code])
  return worstCaseCost(prices, { ...terms, promptText, maxTokens: prompt?.meta.maxTokens ?? 0 }, new Date())
}
