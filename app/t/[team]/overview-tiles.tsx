import { Meter } from '@/components/ui/meter'
import { Sparkline } from '@/components/ui/sparkline'
import { StatTile } from '@/components/ui/stat-tile'
import type { Counter, Overview } from '@/lib/domain/overview'
import { formatCalls } from '@/lib/format/format-calls'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'

type OverviewTilesProps = {
  teamSlug: string
  overview: Pick<Overview, 'counters' | 'days' | 'activeRuns' | 'today' | 'seesCosts'>
}

/** Today's counters, each with its n and the runs behind it. */
export function OverviewTiles({ teamSlug, overview }: OverviewTilesProps) {
  const { counters, days, activeRuns, today, seesCosts } = overview
  const runs = (query: Record<string, string>) =>
    `/t/${teamSlug}/runs?${new URLSearchParams({ ...query, ...today })}`
  const ended = (query: Record<string, string> = {}) => runs({ time: 'ended', ...query })
  const attempted = (attempts: string) => runs({ time: 'attempted', attempts })
  const median = counters.medianDurationMs.value
  return (
    <section
      aria-label="Today"
      className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-5 max-lg:[&>:first-child]:col-span-2"
    >
      <StatTile
        label="Runs ended"
        value={formatCount(counters.runs.value ?? 0)}
        drawing={<Sparkline values={days.map((day) => day.runs)} />}
        note={`${formatCount(activeRuns)} active${median === null ? '' : ` · median ${formatDuration(median)}`}`}
        href={ended()}
      />
      <StatTile
        label="Verified"
        value={shareText(counters.verifiedShare)}
        drawing={<Sparkline values={days.map((day) => day.verifiedShare)} className="text-verified" />}
        note={ofText(counters.verifiedShare, 'output')}
        href={ended({ outcome: 'verified' })}
      />
      <StatTile
        label="Template fallback"
        value={shareText(counters.fallbackShare)}
        drawing={<Meter share={counters.fallbackShare.value} className="bg-template" />}
        note={ofText(counters.fallbackShare, 'model run')}
        href={ended({ counted: 'fallback' })}
      />
      <StatTile
        label="Cache hits"
        value={shareText(counters.cacheHitShare)}
        drawing={<Meter share={counters.cacheHitShare.value} className="bg-cache" />}
        note={ofText(counters.cacheHitShare, 'lookup')}
        href={attempted('hits')}
      />
      {seesCosts ? (
        <StatTile
          label="Spent"
          value={counters.costNanoUsd.value === null ? null : formatMoney(counters.costNanoUsd.value)}
          drawing={<Sparkline values={days.map((day) => day.costNanoUsd)} />}
          note={
            counters.costNanoUsd.n === 0
              ? 'no model call yet today'
              : formatCalls(counters.costNanoUsd.n, counters.failedCalls)
          }
          href={attempted('calls')}
        />
      ) : (
        <StatTile
          label="Model calls"
          value={formatCount(counters.costNanoUsd.n)}
          drawing={<Sparkline values={[]} />}
          note={`${formatCount(counters.failedCalls)} unanswered`}
          href={attempted('calls')}
        />
      )}
    </section>
  )
}

const shareText = ({ value }: Counter) => (value === null ? null : formatPercent(value))

const ofText = ({ value, n }: Counter, noun: string) =>
  value === null
    ? `no ${noun} yet today`
    : `${formatCount(Math.round(value * n))} of ${formatPlural(n, noun)}`
