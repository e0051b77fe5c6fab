import { Meter } from '@/components/ui/meter'
import { Sparkline } from '@/components/ui/sparkline'
import { StatTile } from '@/components/ui/stat-tile'
import type { Counter, OutcomeDay, Overview } from '@/lib/domain/overview'
import { formatCalls } from '@/lib/format/format-calls'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'

const TREND_DAYS = 14

type OverviewTilesProps = { teamSlug: string; overview: Overview }

/** Today's counters, each with its n and the runs behind it. */
export function OverviewTiles({ teamSlug, overview }: OverviewTilesProps) {
  const { counters, costPerDay, outcomePerDay, activeRuns } = overview
  const today = costPerDay.at(-1)?.day
  const runs = `/t/${teamSlug}/runs?${today === undefined ? '' : `since=${today}`}`
  const outcomes = outcomePerDay.slice(-TREND_DAYS)
  const median = counters.medianDurationMs.value
  return (
    <section
      aria-label="Today"
      className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-5 max-lg:[&>:first-child]:col-span-2"
    >
      <StatTile
        label="Runs today"
        value={formatCount(counters.runsToday.value ?? 0)}
        drawing={<Sparkline values={outcomes.map(endedOn)} />}
        note={`${formatCount(activeRuns)} active${median === null ? '' : ` · median ${formatDuration(median)}`}`}
        href={runs}
      />
      <StatTile
        label="Verified"
        value={shareText(counters.verifiedShare)}
        drawing={<Sparkline values={outcomes.map(verifiedOn)} className="text-verified" />}
        note={ofText(counters.verifiedShare, 'run')}
        href={`${runs}&counted=verified`}
      />
      <StatTile
        label="Template fallback"
        value={shareText(counters.templateFallbackShare)}
        drawing={<Meter share={counters.templateFallbackShare.value} className="bg-template" />}
        note={ofText(counters.templateFallbackShare, 'model run')}
        href={`${runs}&counted=fallback`}
      />
      <StatTile
        label="Cache hits"
        value={shareText(counters.cacheHitShare)}
        drawing={<Meter share={counters.cacheHitShare.value} className="bg-cache" />}
        note={ofText(counters.cacheHitShare, 'lookup')}
        href={`${runs}&counted=cache-hit`}
      />
      <StatTile
        label="Cost today"
        value={formatMoney(costPerDay.length === 0 ? null : (counters.costTodayNanoUsd.value ?? 0))}
        drawing={<Sparkline values={costPerDay.slice(-TREND_DAYS).map((day) => day.costNanoUsd)} />}
        note={formatCalls(counters.costTodayNanoUsd.n, counters.failedCallsToday)}
        href={`${runs}&sort=cost`}
      />
    </section>
  )
}

const shareText = ({ value }: Counter) => (value === null ? null : formatPercent(value))

const ofText = ({ value, n }: Counter, noun: string) =>
  value === null
    ? `no ${noun} yet today`
    : `${formatCount(Math.round(value * n))} of ${formatPlural(n, noun)}`

const endedOn = (day: OutcomeDay) => day.verified + day.unverified + day.rejected + day.failed + day.cancelled

const verifiedOn = (day: OutcomeDay) => {
  const judged = day.verified + day.unverified + day.rejected
  return judged === 0 ? null : day.verified / judged
}
