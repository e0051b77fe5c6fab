'use client'

import { Ban, Check, Clock, Loader } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import type { DeletionRow } from '@/lib/domain/deletion'
import { formatCount } from '@/lib/format/format-count'
import { cancelDeletionAction } from './actions'

type DeletionListProps = { teamSlug: string; deletions: readonly DeletionRow[] }

/** Deletions that wait, go on and were done, newest first; a project's can be called off for an hour. */
export function DeletionList({ teamSlug, deletions }: DeletionListProps) {
  const router = useRouter()
  const { run, pending } = useToastAction(cancelDeletionAction)
  const keep = async ({ id, name }: DeletionRow) => {
    const result = await run({ team: teamSlug, id })
    if (result.ok) toast.success(`${name ?? 'The project'} is back.`)
    router.refresh()
  }
  return (
    <Panel title="Deletions" note={deletions.length === 0 ? undefined : `n = ${deletions.length}`}>
      {deletions.length === 0 ? (
        <p className="px-3.5 py-3 text-dim">
          Nothing was deleted by hand. A project is deleted from its own page, under “…”.
        </p>
      ) : (
        <ul className="divide-y divide-line-soft">
          {deletions.map((deletion) => (
            <li key={deletion.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
              <State deletion={deletion} />
              <span className="min-w-0 flex-1 basis-56 wrap-anywhere">
                <span className="font-medium">{nameOf(deletion)}</span>
                <span className="block text-dim text-sm">
                  asked for by {deletion.requestedByName} <RelativeTime time={deletion.requestedAt} />
                  {removedText(deletion)}
                </span>
              </span>
              {deletion.state === 'waiting' ? (
                <Button size="sm" disabled={pending} onClick={() => void keep(deletion)}>
                  Keep it
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function State({ deletion }: { deletion: DeletionRow }) {
  switch (deletion.state) {
    case 'waiting':
      return (
        <Pill tone="warn">
          <Clock aria-hidden /> goes <RelativeTime time={deletion.dueAt} />
        </Pill>
      )
    case 'under-way':
      return (
        <Pill>
          <Loader aria-hidden /> under way
        </Pill>
      )
    case 'done':
      return (
        <Pill>
          <Check aria-hidden /> done
        </Pill>
      )
    case 'called-off':
      return (
        <Pill>
          <Ban aria-hidden /> called off
        </Pill>
      )
  }
}

const nameOf = ({ kind, name }: DeletionRow) =>
  kind === 'project' ? `Project ${name ?? ''}` : (name ?? 'A former member')

function removedText({ removed }: DeletionRow): string {
  const parts = Object.entries(removed).flatMap(([what, rows]) =>
    rows === 0 ? [] : [`${what}: ${formatCount(rows)}`],
  )
  return parts.length === 0 ? '' : ` · ${parts.join(', ')}`
}
