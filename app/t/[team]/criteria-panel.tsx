'use client'

import { Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { useCriteria } from '@/components/queries/use-criteria'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Panel } from '@/components/ui/panel'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Skeleton } from '@/components/ui/skeleton'
import type { CriteriaBoard, Criterion } from '@/lib/domain/criterion'
import { TARGETS } from '@/lib/domain/targets'
import { CriterionTile } from './criterion-tile'
import { TargetForm } from './target-form'
import { targetText } from './target-text'

type CriteriaPanelProps = { teamSlug: string; mayEdit: boolean; initial: CriteriaBoard | undefined }

/** The plan's success criteria, kept live, against targets that a team may set. */
export function CriteriaPanel({ teamSlug, mayEdit, initial }: CriteriaPanelProps) {
  const { data: board, error, refetch } = useCriteria(teamSlug, initial)
  return (
    <Panel
      title="Success criteria"
      note={board === undefined ? undefined : summary(board.criteria)}
      aria-busy={board === undefined && error === null}
    >
      {board === undefined ? (
        <div className="grid min-h-96">
          {error === null ? (
            <Skeleton className="m-3.5" />
          ) : (
            <ErrorState
              className="content-center"
              text={error.message}
              requestId={error instanceof QueryError ? error.requestId : null}
              onRetry={() => void refetch()}
            />
          )}
        </div>
      ) : (
        <>
          {error === null ? null : (
            <p role="alert" className="px-3.5 pt-2 text-bad text-xs">
              Not up to date: {error.message}
            </p>
          )}
          <ul className="grid grid-cols-2 gap-2 p-2 sm:gap-3 sm:p-3 md:grid-cols-3 xl:grid-cols-5">
            {board.criteria.map((criterion) => (
              <CriterionTile key={criterion.id} teamSlug={teamSlug} criterion={criterion} mayEdit={mayEdit} />
            ))}
          </ul>
          <CoverageTarget teamSlug={teamSlug} target={board.coverageTarget} mayEdit={mayEdit}>
            {board.criteria.some(({ unit }) => unit === 'money')
              ? null
              : ' What a generation costs is not shown to viewers of this team.'}
          </CoverageTarget>
        </>
      )}
    </Panel>
  )
}

/** “5 met, 2 missed, 3 without a verdict in the last 30 days; compared with the 30 before” */
function summary(criteria: readonly Criterion[]): string {
  const count = (isMeant: (criterion: Criterion) => boolean) => criteria.filter(isMeant).length
  const met = count(({ state }) => state === 'met')
  const missed = count(({ state }) => state === 'missed')
  const open = criteria.length - met - missed
  const counts = [`${met} met`, `${missed} missed`, ...(open === 0 ? [] : [`${open} without a verdict`])]
  return `${counts.join(', ')} in the last 30 days; compared with the 30 before`
}

/** A target that is no criterion: only a chart shows it. */
function CoverageTarget({
  teamSlug,
  target,
  mayEdit,
  children,
}: {
  teamSlug: string
  target: number
  mayEdit: boolean
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  return (
    <p className="flex items-center gap-1 border-line-soft border-t px-3.5 py-1.5 text-dim text-xs">
      Charts of the same measure draw these targets as lines; {TARGETS.coverage.label.toLowerCase()}:{' '}
      {targetText(TARGETS.coverage, target)}.
      {mayEdit ? (
        <Popover open={open} onOpenChange={setOpen}>
          <PopoverTrigger asChild>
            <Button variant="ghost" size="icon-sm" aria-label="Set the target of coverage">
              <Pencil aria-hidden />
            </Button>
          </PopoverTrigger>
          <PopoverContent aria-label="Target of coverage">
            <TargetForm teamSlug={teamSlug} name="coverage" target={target} onDone={() => setOpen(false)} />
          </PopoverContent>
        </Popover>
      ) : null}
      {children}
    </p>
  )
}
