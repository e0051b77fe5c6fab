import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { Sparkline } from '@/components/ui/sparkline'
import type { BudgetRow } from '@/lib/domain/budget'
import { describeBudget } from '@/lib/domain/describe-budget'
import type { Overview } from '@/lib/domain/overview'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { BudgetBar } from './budgets/budget-bar'
import { costOfDay } from './cost-of-day'
import { likelyText } from './likely-text'

type SpendPanelProps = { teamSlug: string; overview: Overview; mayManage: boolean }

/** What the last days cost, and how full the fullest budget is and will be. */
export function SpendPanel({ teamSlug, overview, mayManage }: SpendPanelProps) {
  const { days, timeZone, budget } = overview
  const aDay = costOfDay(days, timeZone)
  const spent = days.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0)
  return (
    <Panel
      title="Spend"
      actions={
        <Button asChild variant="ghost" size="sm">
          <Link href={`/t/${teamSlug}/dashboards/cost`}>Cost dashboard</Link>
        </Button>
      }
    >
      <div className="grid gap-3 p-3.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <div>
          <p className="text-dim text-sm">Last {days.length} days</p>
          <p className="font-semibold text-2xl tracking-tight">{formatMoney(spent)}</p>
          <Sparkline values={days.map(({ costNanoUsd }) => costNanoUsd)} />
          {aDay === null ? null : <p className="text-dim text-xs">{aDay}</p>}
        </div>
        {budget === null ? (
          <p className="self-center text-dim">
            No budget limits what is spent.{' '}
            {mayManage ? (
              <Link href={`/t/${teamSlug}/budgets`} className="text-accent underline underline-offset-4">
                Set one
              </Link>
            ) : null}
          </p>
        ) : (
          <Budget teamSlug={teamSlug} budget={budget} />
        )}
      </div>
    </Panel>
  )
}

function Budget({ teamSlug, budget }: { teamSlug: string; budget: BudgetRow }) {
  const { spentNanoUsd, reservedNanoUsd, limitNanoUsd } = budget
  return (
    <div className="grid content-start gap-1.5">
      <p className="text-dim text-sm">
        Fullest budget:{' '}
        <Link href={`/t/${teamSlug}/budgets`} className="text-ink underline-offset-4 hover:underline">
          {describeBudget({
            ...budget,
            scopeName: budget.scope === 'team' ? undefined : budget.scopeName,
          })}
        </Link>
      </p>
      <p>
        {formatMoney(spentNanoUsd)} of {formatMoney(limitNanoUsd)}
        {reservedNanoUsd === 0 ? null : (
          <span className="text-dim"> · {formatMoney(reservedNanoUsd)} reserved for calls under way</span>
        )}
      </p>
      <BudgetBar budget={budget} />
      <p className="text-dim text-xs">
        <Forecast budget={budget} />
      </p>
    </div>
  )
}

function Forecast({ budget }: { budget: BudgetRow }) {
  const { forecast, limitNanoUsd, spentNanoUsd, period } = budget
  if (spentNanoUsd >= limitNanoUsd) return <span className="text-bad">The limit is reached.</span>
  if (forecast === null) return 'It never begins anew, so there is no forecast.'
  const { nanoUsd, lowNanoUsd, reachedAt, days } = forecast
  const likely = likelyText(forecast)
  if (nanoUsd === null) {
    return spentNanoUsd === 0
      ? 'Nothing was spent in its period.'
      : `Too early for a forecast: n = ${formatPlural(days, 'day')}.`
  }
  const end = `Forecast for the end of the ${period} (UTC): ${formatMoney(nanoUsd)}${likely === '' ? '' : `, ${likely}`}, n = ${formatPlural(days, 'day')}`
  if (reachedAt === null) return `${end}.`
  return (
    <span className="text-warn">
      {end}; the limit {(lowNanoUsd ?? 0) >= limitNanoUsd ? 'is' : 'may be'} reached{' '}
      <RelativeTime time={reachedAt} />.
    </span>
  )
}
