import type { ReactNode } from 'react'
import type { RunsBehind } from '@/lib/domain/run-list'
import type { AttemptKind } from '@/lib/domain/run-query'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { ATTEMPT_KIND_NOUN } from './facet-words'

type BehindLineProps = {
  behind: RunsBehind | null
  /** which attempts are meant */
  kind: AttemptKind | null
}

/** What a list that a chart led to comes to: the part that the figure counts, beside all that its runs cost. */
export function BehindLine({ behind, kind }: BehindLineProps) {
  if (behind === null || behind.runs === 0) return null
  const { runs, costNanoUsd, attempts } = behind
  const inAll = costNanoUsd === null ? '' : formatMoney(costNanoUsd)
  if (attempts === null) {
    return (
      <Line>
        <strong className="font-semibold text-ink">{formatPlural(runs, 'run')}</strong>
        {inAll === '' ? null : `, ${inAll} together`}
      </Line>
    )
  }
  const [one, several] = ATTEMPT_KIND_NOUN[kind ?? 'requests']
  return (
    <Line>
      <strong className="font-semibold text-ink">
        {formatPlural(attempts.n, one, several)}
        {attempts.costNanoUsd === null ? null : `, ${formatMoney(attempts.costNanoUsd)}`}
      </strong>
      {attempts.savedNanoUsd === null || attempts.savedNanoUsd === 0
        ? null
        : `, ${formatMoney(attempts.savedNanoUsd)} saved by hits`}{' '}
      in {formatPlural(runs, 'run')}
      {inAll === '' ? '' : `, which cost ${inAll} with all ${runs === 1 ? 'its' : 'their'} calls`}
    </Line>
  )
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="mb-2 text-dim text-sm">
      {children}.
    </p>
  )
}
