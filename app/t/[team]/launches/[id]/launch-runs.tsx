'use client'

import Link from 'next/link'
import { ReviewNote } from '@/components/findings/review-note'
import { OutcomeCell } from '@/components/runs/outcome-cell'
import { hidesCosts } from '@/components/runs/run-columns'
import { RunDuration } from '@/components/runs/run-duration'
import { figuresText } from '@/components/runs/run-words'
import { targetText } from '@/components/runs/target-text'
import { TemplateReason } from '@/components/runs/template-reason'
import { SourcePill } from '@/components/ui/status-pill'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunRow } from '@/lib/domain/run'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'
import { RunCards } from '../../runs/run-cards'

const none = <span className="text-faint">–</span>

/** The launch's runs in the given order. */
export function LaunchRuns({ team, rows }: { team: string; rows: readonly RunRow[] }) {
  const withCosts = !hidesCosts(rows)
  return (
    <>
      <div className="hidden md:block">
        <Table label="Runs of this launch">
          <thead>
            <tr>
              <Th>Target</Th>
              <Th>Outcome</Th>
              <Th>Source</Th>
              <Th className="text-right">Checks</Th>
              {withCosts ? <Th className="text-right">Cost</Th> : null}
              <Th className="text-right">Time</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((run) => (
              <Tr key={run.id}>
                <Td className="max-w-90">
                  <Link
                    href={`/t/${team}/runs/${run.id}`}
                    prefetch={false}
                    title={targetText(run)}
                    className="-my-1 block truncate py-1 font-mono text-sm underline-offset-4 hover:underline"
                  >
                    {targetText(run)}
                  </Link>
                </Td>
                <Td className="w-56">
                  <span className="grid gap-1">
                    <OutcomeCell run={run} />
                    <ReviewNote run={run} />
                  </span>
                </Td>
                <Td className="w-40">
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    {run.source === null ? none : <SourcePill value={run.source} />}
                    <TemplateReason run={run} />
                  </span>
                </Td>
                <Td numeric className="w-48">
                  {figuresText(run.figures, formatPercent) ?? none}
                </Td>
                {withCosts ? (
                  <Td numeric className="w-24">
                    {run.startedAt === null ? none : formatMoney(run.costNanoUsd)}
                  </Td>
                ) : null}
                <Td numeric className="w-24">
                  <RunDuration run={run} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <div className="md:hidden">
        <RunCards team={team} rows={rows} />
      </div>
    </>
  )
}
