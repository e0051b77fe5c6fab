'use client'

import { cn } from '@/components/ui/cn'
import { RelativeTime } from '@/components/ui/relative-time'
import { VERDICT_WORD } from '@/components/ui/verdict-word'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { formatMasked } from '@/lib/format/format-masked'
import { formatMoney } from '@/lib/format/format-money'
import { formatShare } from '@/lib/format/format-percent'
import { describeOutcome } from './describe-outcome'
import { OUTCOMES, type Outcome, tallyLaunch } from './tally-launch'

const COLOR = {
  verified: 'bg-verified',
  unverified: 'bg-warn',
  rejected: 'bg-bad',
  failed: 'bg-bad/70',
  cancelled: 'bg-control',
  'awaiting-approval': 'bg-warn/60',
  running: 'bg-run animate-pulse',
  queued: 'bg-line',
} satisfies Record<Outcome, string>

/** How far the launch is: a bar made of its runs, the counts behind it, and what it has cost. */
export function LaunchProgress({ detail }: { detail: LaunchDetail }) {
  const { counts, ended, total, verifiedShare } = tallyLaunch(detail.rows)
  const masked = formatMasked(detail.rows.map(({ figures }) => figures.maskedKinds))
  const present = OUTCOMES.filter((outcome) => counts[outcome] > 0)
  const { budgetNanoUsd } = detail.launch.options
  const estimated = describeOutcome(detail.launch, {
    costNanoUsd: detail.costNanoUsd,
    ended: ended === total,
  })
  const share = verifiedShare === null ? null : formatShare(verifiedShare.part, verifiedShare.whole)
  return (
    <section
      aria-label="Progress"
      className="mb-3 grid gap-2.5 rounded-lg border bg-panel px-3.5 py-3 shadow-panel"
    >
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <p aria-live="polite">
          <strong className="font-semibold text-lg">
            {ended} of {total}
          </strong>{' '}
          <span className="text-dim">ended</span>
        </p>
        {share === null ? null : (
          <p>
            {share.text} verified <span className="text-dim">n={share.n}</span>
          </p>
        )}
        {detail.costNanoUsd === null ? null : (
          <p className="sm:ml-auto">
            {formatMoney(detail.costNanoUsd)}{' '}
            <span className="text-dim">
              spent
              {estimated === null ? '' : `, ${estimated}`}
              {budgetNanoUsd === null ? '' : `, budget ${formatMoney(budgetNanoUsd)}`}
            </span>
          </p>
        )}
      </div>
      <div
        role="progressbar"
        aria-label="Runs that have ended"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={ended}
        className="flex h-2 gap-px overflow-hidden rounded-full"
      >
        {present.map((outcome) => (
          <span
            key={outcome}
            className={cn('min-w-1', COLOR[outcome])}
            style={{ flexGrow: counts[outcome] }}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {present.map((outcome) => (
          <li key={outcome} className="flex items-center gap-1.5">
            <span className={cn('size-2 rounded-full', COLOR[outcome])} aria-hidden />
            {counts[outcome]}{' '}
            <span className="text-dim">
              {outcome === 'rejected' ? VERDICT_WORD.rejected : outcome.replace('-', ' ')}
            </span>
          </li>
        ))}
      </ul>
      <BatchNote batch={detail.batch} />
      {masked === null ? null : (
        <p className="text-dim text-sm">Masked in what models were shown: {masked}.</p>
      )}
    </section>
  )
}

/** How far the provider's batch is; nothing once all of it is back. */
function BatchNote({ batch }: Pick<LaunchDetail, 'batch'>) {
  if (batch === null || batch.oldestSince === null) return null
  return (
    <p className="text-dim text-sm" aria-live="polite">
      In a batch at half the price: {batch.answered} of {batch.total} answered, the oldest handed over{' '}
      <RelativeTime time={batch.oldestSince} />. These runs hold no worker; the rest comes within 24 hours.
    </p>
  )
}
