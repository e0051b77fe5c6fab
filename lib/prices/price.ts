import 'server-only'

/** What a model's tokens cost from a date on, in one band of prompt lengths. Rates: integer nano-USD per million tokens. */
export interface Price {
  id: string
  /** the team whose own price it is; empty: of the list, for all teams */
  teamId: string
  model: string
  effectiveFrom: Date
  /** the band holds for prompts (cached parts included) of at least this many tokens */
  minPromptTokens: number
  inputNanoUsdPerMTok: bigint
  outputNanoUsdPerMTok: bigint
  cacheReadNanoUsdPerMTok: bigint
  cacheWrite5mNanoUsdPerMTok: bigint
  cacheWrite1hNanoUsdPerMTok: bigint
  batchFactorPermille: number
  source: string
  sourceDate: Date
}
