'use client'

import { CircleAlert, CircleSlash, LoaderCircle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import { toast } from '@/components/ui/toast'
import type { ImportState } from '@/lib/domain/import'
import type { ProjectRow } from '@/lib/domain/project-row'
import { cancelImportAction, discardProjectAction, retryImportAction } from '../actions'
import { awaitImport } from '../awaited-imports'
import { importProgress } from '../import-words'

type ImportPanelProps = { teamSlug: string; project: ProjectRow; mayManage: boolean }

/** How far the import of a project's files is, or why it brought none and what can be done; nothing when it is done. */
export function ImportPanel({ teamSlug, project, mayManage }: ImportPanelProps) {
  const state = project.importState
  if (state === null || state.status === 'done') return null
  const input = { team: teamSlug, projectId: project.id }
  return (
    <Panel aria-label="Import" className="mb-3 grid gap-3 p-3.5">
      {state.status === 'running' ? <Running state={state} /> : <Ended state={state} project={project} />}
      {mayManage && project.archivedAt === null ? (
        <div className="flex flex-wrap gap-2">
          {state.status === 'running' ? (
            <CancelButton input={input} />
          ) : (
            <>
              <RetryButton input={input} />
              {project.snapshot === null ? <DiscardButton input={input} name={project.name} /> : null}
            </>
          )}
        </div>
      ) : null}
    </Panel>
  )
}

function Running({ state }: { state: ImportState }) {
  const text = importProgress(state)
  return (
    <div className="grid gap-2">
      <p role="status" className="flex items-center gap-2">
        <LoaderCircle className="size-4 animate-spin text-faint" aria-hidden />
        <span>
          {text}. <span className="text-dim">You need not wait on this page.</span>
        </span>
      </p>
      <Progress value={state.total === 0 ? null : state.done} max={state.total} label={text} />
    </div>
  )
}

function Ended({ state, project }: { state: ImportState; project: ProjectRow }) {
  const kept = project.snapshot === null ? '' : ' The files of before are still here.'
  if (state.status === 'cancelled') {
    return (
      <Sentence
        icon={<CircleSlash className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />}
        title="Cancelled"
      >
        The import was stopped; nothing of it was stored.{kept}
      </Sentence>
    )
  }
  return (
    <Sentence
      icon={<CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />}
      title="The import failed"
    >
      {state.errorText}
      {kept}
    </Sentence>
  )
}

function Sentence({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <p role="status" className="flex items-start gap-2">
      {icon}
      <span className="min-w-0 break-words">
        <strong className="font-semibold">{title}.</strong> {children}
      </span>
    </p>
  )
}

type ActionInput = { team: string; projectId: string }

function CancelButton({ input }: { input: ActionInput }) {
  const { run, pending } = useToastAction(cancelImportAction)
  return (
    <Button loading={pending} onClick={() => void run(input)}>
      Cancel the import
    </Button>
  )
}

function RetryButton({ input }: { input: ActionInput }) {
  const { run, pending } = useToastAction(retryImportAction)
  const retry = async () => {
    const result = await run(input)
    if (result.ok && result.data.outcome === 'importing') awaitImport(result.data.importId)
  }
  return (
    <Button variant="primary" loading={pending} onClick={() => void retry()}>
      Start again
    </Button>
  )
}

function DiscardButton({ input, name }: { input: ActionInput; name: string }) {
  const router = useRouter()
  const { run, pending } = useToastAction(discardProjectAction)
  const discard = async () => {
    const result = await run(input)
    if (!result.ok) return
    toast.success(`${name} was discarded. It held no files.`)
    router.push(`/t/${input.team}/projects`)
  }
  return (
    <Button loading={pending} onClick={() => void discard()}>
      Discard the project
    </Button>
  )
}
