import 'server-only'
import type { Price } from './price'

const PAGE = 'https://platform.claude.com/docs/en/about-claude/pricing'
/** A re-reading of that page on 2026-10-24, with the new cache-read price. */
const REREAD = 'https://github.com/kurofune/claudit/releases/tag/v1.9.2'
/** Stored copies of the page, read on 2026-11-23; the days are those of release on the models' own pages. */
const STORED = { readOn: '2026-11-23' }
/** Of 2026-11: its authors re-read the page when Fable 5.2 was released on 2026-11-09. */
const FABLE_REREAD = 'https://github.com/archid21/rightsize/releases/tag/v0.10.2'
const HAIKU_PAGE = 'https://platform.claude.com/docs/en/models/haiku-5-5/overview'

/** USD per million tokens: input, output, cache read, cache write for 5 minutes, for 1 hour. */
type Rates = [input: number, output: number, read: number, write5m: number, write1h: number]

function price(
  model: string,
  from: string,
  rates: Rates,
  given: { minPromptTokens?: number; source?: string; readOn?: string } = {},
): Price {
  const { minPromptTokens = 0, source = PAGE, readOn = '2026-10-24' } = given
  const [input, output, read, write5m, write1h] = rates.map((usd) => BigInt(Math.round(usd * 1e9)))
  return {
    id: `${model}@${from}${minPromptTokens === 0 ? '' : `+${minPromptTokens}`}`,
    teamId: '',
    model,
    effectiveFrom: new Date(`${from}T00:00:00Z`),
    minPromptTokens,
    inputNanoUsdPerMTok: input ?? 0n,
    outputNanoUsdPerMTok: output ?? 0n,
    cacheReadNanoUsdPerMTok: read ?? 0n,
    cacheWrite5mNanoUsdPerMTok: write5m ?? 0n,
    cacheWrite1hNanoUsdPerMTok: write1h ?? 0n,
    batchFactorPermille: 500,
    source,
    sourceDate: new Date(`${readOn}T00:00:00Z`),
  }
}

/**
 * Known prices, newest first per line; where the day a price began is not known, the day it was read stands. A new price is a new row with its date; a row is never changed, as attempts point
 * to it. Prices of other models are added by an admin; until then the dearest of these stands in, marked as guessed.
 */
export const PRICE_LIST: Price[] = [
  price('claude-haiku-5-5', '2026-10-07', [0.1, 0.5, 0.01, 0.125, 0.2], { source: HAIKU_PAGE }),
  price('claude-haiku-5-5', '2026-10-07', [0.5, 2.5, 0.05, 0.625, 1], {
    source: HAIKU_PAGE,
    minPromptTokens: 100_001,
  }),
  price('claude-haiku-4-5', '2025-10-15', [1, 5, 0.1, 1.25, 2]),
  price('claude-sonnet-5-5', '2026-10-07', [2, 10, 0.1, 2.5, 4], { source: REREAD }),
  price('claude-sonnet-5', '2026-10-24', [2, 10, 0.2, 2.5, 4]),
  price('claude-sonnet-4-6', '2026-10-24', [3, 15, 0.3, 3.75, 6]),
  price('claude-sonnet-4-5', '2025-09-29', [3, 15, 0.3, 3.75, 6], STORED),
  price('claude-opus-5-5', '2026-09-23', [4, 20, 0.2, 5, 8]),
  price('claude-opus-5', '2026-07-24', [5, 25, 0.5, 6.25, 10]),
  price('claude-opus-4-8', '2026-10-24', [5, 25, 0.5, 6.25, 10]),
  price('claude-opus-4-7', '2026-11-23', [5, 25, 0.5, 6.25, 10], STORED),
  price('claude-opus-4-6', '2026-02-05', [5, 25, 0.5, 6.25, 10], STORED),
  price('claude-opus-4-5', '2025-11-24', [5, 25, 0.5, 6.25, 10], STORED),
  price('claude-fable-5-2', '2026-11-09', [8, 40, 0.2, 10, 16], { ...STORED, source: FABLE_REREAD }),
  price('claude-fable-5-1', '2026-10-24', [10, 50, 0.25, 12.5, 20]),
  price('claude-fable-5', '2026-06-09', [10, 50, 1, 12.5, 20], STORED),
]
