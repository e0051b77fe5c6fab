import type { CacheMissReason, Tier } from '@/lib/domain/words'
import type { ParsedOutput } from './parse-output'
import type { ModelAnswer, ModelMessage } from './ports'

/** One question to a tier of models. */
export interface Question {
  tier: Tier
  tierReason: string
  repairRound: number
  messages: ModelMessage[]
  maxTokens: number
  cacheKey: string | null
  cacheMissReason: CacheMissReason | null
}

export interface Answer<Output> extends ModelAnswer {
  /** null: no text came that could be read */
  parsed: ParsedOutput<Output> | null
}
