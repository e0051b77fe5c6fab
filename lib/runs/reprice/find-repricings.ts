import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { RepriceRequest } from '@/lib/domain/price'
import { costOf } from '@/lib/prices/cost-of'
import { forgetPrices, loadPrices } from '@/lib/prices/load-prices'

/** One attempt and what it costs by today's price rows. Integer nano-USD. */
export interface Repricing {
  attemptId: string
  runId: string
  model: string
  beforeNanoUsd: number
  afterNanoUsd: number
  priceId: string
  priceGuessed: boolean
}

const MOST_ATTEMPTS = 100_000
const DAY_MS = 86_400_000

/** The days of a request as moments: from the first's beginning to before the end of the last. UTC. */
export function rangeOf({ from, to }: Pick<RepriceRequest, 'from' | 'to'>): { gte: Date; lt: Date } {
  return { gte: new Date(`${from}T00:00:00Z`), lt: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) }
}

/**
 * Attempts that other price rows hold for now than those they were charged by, each priced by the row of its own time.
 * What was free, as a local model's, stays free until its model has a price. Throws `too-large`.
 */
export async function findRepricings(
  client: Db | Transaction,
  teamId: string,
  request: RepriceRequest,
): Promise<Repricing[]> {
  forgetPrices()
  const prices = await loadPrices(teamId)
  const attempts = await client.attempt.findMany({
    where: {
      ...{ teamId, source: 'model', model: { in: request.models }, createdAt: rangeOf(request) },
      OR: [
        { inputTokens: { gt: 0 } },
        { outputTokens: { gt: 0 } },
        { cacheReadTokens: { gt: 0 } },
        { cacheWrite5mTokens: { gt: 0 } },
        { cacheWrite1hTokens: { gt: 0 } },
      ],
    },
    omit: { tierReason: true, errorText: true },
    orderBy: { id: 'asc' },
    take: MOST_ATTEMPTS + 1,
  })
  if (attempts.length > MOST_ATTEMPTS) {
    throw new AssayError('too-large', 'These are more than 100,000 attempts: choose fewer days or models.')
  }
  return attempts.flatMap((row) => {
    const model = row.model ?? ''
    const { costNanoUsd, priceId, priceGuessed } = costOf(prices, row, model, row.createdAt, row)
    const staysFree = row.priceId === null && priceGuessed
    const isSame = row.priceId === priceId && row.priceGuessed === priceGuessed
    if (staysFree || isSame || priceId === null) return []
    const beforeNanoUsd = Number(row.costNanoUsd)
    const change = { beforeNanoUsd, afterNanoUsd: costNanoUsd, priceId, priceGuessed }
    return [{ attemptId: row.id, runId: row.runId, model, ...change }]
  })
}
