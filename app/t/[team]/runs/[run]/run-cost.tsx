'use client'

import { splitCost } from '@/lib/domain/cost-parts'
import type { RunDetail } from '@/lib/domain/run'
import { formatMoney } from '@/lib/format/format-money'
import { formatMoneyParts } from '@/lib/format/format-money-parts'

const PARTS = [
  ['used', 'used'],
  ['replaced', 'answers that were replaced'],
  ['pending', 'being checked'],
  ['discarded', 'discarded'],
  ['failed', 'calls without a whole answer'],
  ['unsorted', 'answers'],
] as const

/** What the run cost, what of it went into no output, and whether it is a guess. */
export function RunCost({ detail: { run, attempts } }: { detail: RunDetail }) {
  if (run.costNanoUsd === null) return <>{formatMoney(null)}</>
  const parts = splitCost(
    attempts.map((attempt) => ({ ...attempt, costNanoUsd: attempt.costNanoUsd ?? 0 })),
    run,
  )
  const paid = PARTS.filter(([part]) => parts[part] > 0)
  const isSplit = paid.some(([part]) => part !== 'used' && part !== 'unsorted')
  const shown = formatMoneyParts(paid.map(([part]) => parts[part]))
  const guessed = new Set(attempts.filter((attempt) => attempt.priceGuessed).map(({ model }) => model))
  return (
    <>
      {isSplit ? shown.whole : formatMoney(run.costNanoUsd)}
      {isSplit
        ? ` (${paid.length === 1 ? `all of it: ${paid[0]?.[1]}` : paid.map(([, words], index) => `${words} ${shown.parts[index]}`).join(', ')})`
        : null}
      {guessed.size === 0 ? null : (
        <span className="text-warn">
          {' '}
          · {[...guessed].join(', ')} has no price: charged as the dearest known
        </span>
      )}
    </>
  )
}
