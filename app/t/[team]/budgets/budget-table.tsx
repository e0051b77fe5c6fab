'use client'

import { OctagonPause } from 'lucide-react'
import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { BudgetRow } from '@/lib/domain/budget'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { likelyText } from '../likely-text'
import { BudgetActions } from './budget-actions'
import { BudgetBar } from './budget-bar'

type BudgetTableProps = {
  title: string
  teamSlug: string
  budgets: readonly BudgetRow[]
  editable: boolean
}

const PERIOD = { day: 'each day (UTC)', month: 'each month (UTC)', once: 'once' } satisfies Record<
  BudgetRow['period'],
  string
>

/** Budgets by what they are for, each with its bar. On a small screen everything stands in one column. */
export function BudgetTable({ title, teamSlug, budgets, editable }: BudgetTableProps) {
  return (
    <Panel title={title} note={`n = ${budgets.length}`}>
      <Table label={title}>
        <thead>
          <tr>
            <Th>For</Th>
            <Th className="max-sm:hidden">Spent of the limit</Th>
            <Th className="text-right max-sm:hidden">Reserved</Th>
            <Th className="text-right max-sm:hidden">Forecast</Th>
            {editable ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {budgets.map((budget) => (
            <Tr key={budget.id}>
              <Td className="max-w-0 max-sm:w-full max-sm:align-top sm:max-w-96">
                <span className="block truncate">
                  <ScopeName teamSlug={teamSlug} budget={budget} />
                </span>
                <span className="flex items-center gap-1.5 text-dim text-sm">
                  <Pill>{budget.kind}</Pill> {PERIOD[budget.period]}
                </span>
                <div className="grid gap-0.5 whitespace-normal pt-1 sm:hidden">
                  <Spent budget={budget} />
                  <span className="text-dim text-sm">{formatMoney(budget.reservedNanoUsd)} reserved</span>
                  {budget.forecast === null ? null : (
                    <span className="flex flex-wrap gap-x-1.5 text-sm">
                      <span className="text-dim">Forecast</span> <Forecast budget={budget} />
                    </span>
                  )}
                </div>
              </Td>
              <Td className="w-80 min-w-40 max-sm:hidden">
                <Spent budget={budget} />
              </Td>
              <Td numeric className="text-dim max-sm:hidden">
                {formatMoney(budget.reservedNanoUsd)}
              </Td>
              <Td numeric className="max-sm:hidden">
                <Forecast budget={budget} />
              </Td>
              {editable ? (
                <Td className="text-right max-sm:align-top">
                  <BudgetActions teamSlug={teamSlug} budget={budget} />
                </Td>
              ) : null}
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
        Reserved is the most that calls under way can cost. The forecast for the end of the period adds to
        what is spent, for each day that is left, the mean of the same weekdays of the last four weeks; of
        fewer than 14 days the mean of all, and of fewer than 3 there is none. It is never below spent and
        reserved. Likely: it ends between these in 8 of 10 cases. n: days since something was spent first.
      </p>
    </Panel>
  )
}

/** What is spent of the limit, in figures and as a bar, and what it stops. */
function Spent({ budget }: { budget: BudgetRow }) {
  return (
    <div>
      {formatMoney(budget.spentNanoUsd)}{' '}
      <span className="text-dim">of {formatMoney(budget.limitNanoUsd)}</span>
      <BudgetBar budget={budget} />
      <Stopped budget={budget} />
    </div>
  )
}

/** That a budget with something left stops runs all the same: calls under way hold it, or the next one could cost more. */
function Stopped({ budget: { stopped } }: { budget: BudgetRow }) {
  if (stopped === null) return null
  return (
    <span className="flex items-start gap-1 text-warn text-xs">
      <OctagonPause className="mt-px size-3.5 shrink-0" aria-hidden />
      <span>
        No room for a call’s worst case: {formatPlural(stopped.runs, 'run')}
        {stopped.capped ? ' or more' : ''} took the template, the last <RelativeTime time={stopped.lastAt} />
      </span>
    </span>
  )
}

function ScopeName({ teamSlug, budget }: { teamSlug: string; budget: BudgetRow }) {
  if (budget.scope === 'launch') {
    return (
      <Link className="hover:underline underline-offset-4" href={`/t/${teamSlug}/launches/${budget.scopeId}`}>
        {budget.scopeName}
      </Link>
    )
  }
  if (budget.scope === 'team') return 'whole team'
  return (
    <span title={budget.scopeName}>
      <span className="text-dim">{budget.scope} </span>
      {budget.scopeName}
    </span>
  )
}

function Forecast({ budget }: { budget: BudgetRow }) {
  const { forecast, limitNanoUsd, spentNanoUsd } = budget
  if (forecast === null) return <span className="text-dim">no period</span>
  const { nanoUsd, lowNanoUsd, reachedAt, days } = forecast
  const likely = likelyText(forecast)
  if (nanoUsd === null) {
    return (
      <span className="text-dim">
        {spentNanoUsd === 0 ? 'no data' : `too early, n = ${formatPlural(days, 'day')}`}
      </span>
    )
  }
  const above = nanoUsd > limitNanoUsd
  return (
    <span className={above ? 'font-medium text-warn' : undefined}>
      {formatMoney(nanoUsd)}
      <span className="block font-normal text-dim text-xs">
        {likely === '' ? '' : `${likely}, `}n = {formatPlural(days, 'day')}
      </span>
      {above ? (
        <span className="block text-xs">
          {reachedAt === null ? (
            'above the limit'
          ) : (
            <>
              limit {(lowNanoUsd ?? 0) >= limitNanoUsd ? '' : 'may be '}reached{' '}
              <RelativeTime time={reachedAt} />
            </>
          )}
        </span>
      ) : null}
    </span>
  )
}
