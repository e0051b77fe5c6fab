'use client'

import { Ban, RotateCw, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { RunRow } from '@/lib/domain/run'
import { formatPlural } from '@/lib/format/format-count'
import { useRunActs } from './use-run-acts'

type BulkBarProps = { team: string; selected: readonly RunRow[]; onClear: () => void }

const isUnderWay = (run: RunRow) => run.status === 'queued' || run.status === 'running'

/** What can be done with the selected runs; floats at the bottom while there are any. */
export function BulkBar({ team, selected, onClear }: BulkBarProps) {
  const { cancel, retry, retrying } = useRunActs(team)
  const underWay = selected.filter(isUnderWay).map((run) => run.id)
  const ended = selected.filter((run) => !isUnderWay(run)).map((run) => run.id)
  if (selected.length === 0) return null
  return (
    <section
      aria-label="Selected runs"
      className="fixed bottom-5 left-1/2 z-20 flex max-w-[calc(100vw-1rem)] -translate-x-1/2 items-center gap-2 rounded-lg border bg-panel p-1.5 pl-3.5 shadow-float"
    >
      <span className="mr-1 whitespace-nowrap" aria-live="polite">
        {formatPlural(selected.length, 'run')} selected
      </span>
      <Button size="sm" loading={retrying} disabled={ended.length === 0} onClick={() => void retry(ended)}>
        <RotateCw aria-hidden /> Re-run {ended.length > 0 ? ended.length : ''}
      </Button>
      <ConfirmDialog
        title={`Cancel ${formatPlural(underWay.length, 'run')}?`}
        description="What is in flight is stopped. What a model already answered stays paid and recorded."
        confirmLabel={`Cancel ${formatPlural(underWay.length, 'run')}`}
        keepLabel="Keep running"
        onConfirm={() => cancel(underWay)}
      >
        <Button size="sm" disabled={underWay.length === 0}>
          <Ban aria-hidden /> Cancel {underWay.length > 0 ? underWay.length : ''}
        </Button>
      </ConfirmDialog>
      <Button variant="ghost" size="icon-sm" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </section>
  )
}
