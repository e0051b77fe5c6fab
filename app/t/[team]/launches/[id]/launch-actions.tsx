'use client'

import { Ban, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { formatPlural } from '@/lib/format/format-count'
import { launchHref } from '../../projects/[slug]/launch-href'
import { useRunActs } from '../../runs/use-run-acts'
import { cancelLaunchAction } from '../actions'

type LaunchActionsProps = { team: string; detail: LaunchDetail }

/** Cancel what is under way; re-run what failed or was cancelled; launch again what the limit stopped. */
export function LaunchActions({ team, detail }: LaunchActionsProps) {
  const { counts, rows, launch } = detail
  const underWay = counts.queued + counts.running + counts['awaiting-approval']
  const unfinished = rows
    .filter((run) => run.status === 'failed' || run.status === 'cancelled')
    .map((run) => run.id)
  const kind = counts.cancelled === 0 ? 'failed run' : counts.failed === 0 ? 'cancelled run' : 'run'
  const stopped = rows
    .filter((run) => run.targetKind === 'module' && run.status === 'done' && run.reason === 'budget')
    .map((run) => run.targetPath)
  const { budgetNanoUsd } = launch.options
  const { retry, retrying } = useRunActs(team)
  const { run: cancelLaunch } = useToastAction(cancelLaunchAction)
  const cancel = async () => {
    const result = await cancelLaunch({ team, launchId: launch.id })
    if (result.ok) toast.success(`${formatPlural(result.data.cancelled, 'run')} cancelled.`)
  }
  return (
    <>
      {unfinished.length === 0 ? null : (
        <Button loading={retrying} onClick={() => void retry(unfinished)}>
          {retrying ? null : <RotateCw aria-hidden />} Re-run {formatPlural(unfinished.length, kind)}
        </Button>
      )}
      {stopped.length === 0 || budgetNanoUsd === null ? null : (
        <Button asChild>
          <Link href={launchHref(team, launch.projectSlug, stopped, budgetNanoUsd)}>
            Launch {formatPlural(stopped.length, 'run')} again with a higher limit
          </Link>
        </Button>
      )}
      {underWay === 0 ? null : (
        <ConfirmDialog
          title={`Cancel ${formatPlural(underWay, 'run')}?`}
          description="What is in flight is stopped; runs that have ended stay as they are. What a model already answered stays paid and recorded."
          confirmLabel={`Cancel ${formatPlural(underWay, 'run')}`}
          keepLabel="Keep running"
          onConfirm={cancel}
        >
          <Button variant="danger">
            <Ban aria-hidden /> Cancel all
          </Button>
        </ConfirmDialog>
      )}
    </>
  )
}
