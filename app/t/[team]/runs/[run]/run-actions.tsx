'use client'

import { Ban, Download, MoreHorizontal, Pencil, RotateCw, X } from 'lucide-react'
import { useKeys } from '@/components/layout/use-keys'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Kbd } from '@/components/ui/kbd'
import { useRunActs } from '../use-run-acts'
import { AcceptButton } from './accept-button'
import { isReview } from './is-review'
import { useRunPage } from './run-context'
import { useReview } from './use-review'

type RunActionsProps = { editing: boolean; onEdit: () => void }

/** What can be done with the run as it is now. */
export function RunActions({ editing, onEdit }: RunActionsProps) {
  const { detail, artifact, mayLaunch, mayReview } = useRunPage()
  const { status } = detail.run
  if (status === 'queued' || status === 'running') return mayLaunch ? <CancelButton /> : null
  const reviewable = status === 'done' && artifact !== null && mayReview
  return (
    <>
      <MoreMenu />
      {reviewable ? <ReviewButtons editing={editing} onEdit={onEdit} /> : null}
    </>
  )
}

function CancelButton() {
  const { team, detail } = useRunPage()
  const { cancel } = useRunActs(team)
  return (
    <ConfirmDialog
      title="Cancel this run?"
      description="What is in flight is stopped. What a model already answered stays paid and recorded."
      confirmLabel="Cancel the run"
      keepLabel="Keep running"
      onConfirm={() => cancel([detail.run.id])}
    >
      <Button variant="danger">
        <Ban aria-hidden /> Cancel
      </Button>
    </ConfirmDialog>
  )
}

function MoreMenu() {
  const { team, detail, artifact, mayLaunch } = useRunPage()
  const { retry, retrying } = useRunActs(team)
  const rerun = () => void retry([detail.run.id])
  useKeys(mayLaunch ? { key: 'R', label: 'Re-run', run: () => (retrying ? undefined : rerun()) } : [])
  // Where nothing can be accepted, another try is the thing to do.
  if (artifact === null || detail.run.status !== 'done') {
    return mayLaunch ? (
      <Button variant="primary" loading={retrying} onClick={rerun}>
        {retrying ? null : <RotateCw aria-hidden />} Re-run
      </Button>
    ) : null
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="More">
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {mayLaunch ? (
          <DropdownMenuItem onSelect={rerun} disabled={retrying}>
            <RotateCw aria-hidden /> Re-run
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => saveFile(artifact.path, artifact.content, 'text/x-python')}>
          <Download aria-hidden /> Download {artifact.path}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function ReviewButtons({ editing, onEdit }: RunActionsProps) {
  const { detail } = useRunPage()
  const { review, pending } = useReview()
  const reject = () => void review({ verdict: 'rejected' }, 'Rejected.')
  const { reviewVerdict } = detail.run
  // Findings are judged one by one; nobody writes a review's report anew.
  const mayEdit = !isReview(detail.run)
  useKeys([
    { key: 'd', label: 'Reject (decline)', group: 'Review', run: () => (pending ? undefined : reject()) },
    ...(mayEdit ? [{ key: 'e', label: 'Edit', group: 'Review', run: onEdit }] : []),
  ])
  return (
    <>
      {mayEdit ? (
        <Button onClick={onEdit} disabled={editing}>
          <Pencil aria-hidden /> Edit <Kbd className="max-md:hidden">e</Kbd>
        </Button>
      ) : null}
      <Button onClick={reject} disabled={pending} aria-pressed={reviewVerdict === 'rejected'}>
        <X aria-hidden /> {reviewVerdict === 'rejected' ? 'Rejected' : 'Reject'}{' '}
        <Kbd className="max-md:hidden">d</Kbd>
      </Button>
      <AcceptButton />
    </>
  )
}
