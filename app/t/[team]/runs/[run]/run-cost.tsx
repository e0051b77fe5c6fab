'use client'

import { splitCost } from '@/lib/domain/cost-parts'
import type { RunDetail } from '@/lib/domain/run'
import { formatMoney } from '@/lib/format/format-money'

const PARTS = [
  ['repairs', 'repairs'],
  ['discarded', 'discarded'],
  ['failed', 'failed calls'],
] as const

/** What the run cost, what of it went into no output, and whether it is a guess. */
export function RunCost({ detail: { run, attempts } }: { detail: RunDetail }) {
  const parts = splitCost(attempts, run)
  const beside = PARTS.filter(([part]) => parts[part] > 0)
  const guessed = new Set(attempts.filter((attempt) => attempt.priceGuessed).map(({ model }) => model))
  return (
    <>
      {formatMoney(run.costNanoUsd)}
      {beside.length === 0 ? null : (
        <>
          {' '}
          (used {formatMoney(parts.used)}
          {beside.map(([part, words]) => `, ${words} ${formatMoney(parts[part])}`)})
        </>
      )}
      {guessed.size === 0 ? null : (
        <span className="text-warn">
          {' '}
          · {[...guessed].join(', ')} has no price: charged as the dearest known
        </span>
      )}
    </>
  )
}
