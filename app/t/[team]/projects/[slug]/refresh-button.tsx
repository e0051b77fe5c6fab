'use client'

import { RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { ProjectRow } from '@/lib/domain/project-row'
import { refreshProjectAction } from '../actions'
import { awaitImport } from '../awaited-imports'
import { tellImport } from '../tell-import'
import { RefreshDialog } from './refresh-dialog'

/** Takes the files anew from their source; asks for them where we cannot fetch them ourselves. */
export function RefreshButton({ teamSlug, project }: { teamSlug: string; project: ProjectRow }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const action = useAction(refreshProjectAction)
  const asks = project.sourceKind === 'upload' || project.sourceKind === 'paste'
  const refresh = async (input: FormData) => {
    input.set('team', teamSlug)
    input.set('projectId', project.id)
    const result = await action.run(input)
    if (!result.ok) {
      if (!asks)
        toast.error(result.text, {
          description: result.requestId ? `request ${result.requestId}` : undefined,
        })
      return
    }
    setOpen(false)
    if (result.data.outcome === 'importing') {
      awaitImport(result.data.importId)
      return
    }
    tellImport(result.data)
    router.refresh()
  }
  return (
    <>
      <Button
        loading={action.pending && !open}
        disabled={project.importState?.status === 'running'}
        onClick={() => (asks ? setOpen(true) : void refresh(new FormData()))}
      >
        <RefreshCw aria-hidden /> Refresh
      </Button>
      {asks ? (
        <RefreshDialog
          kind={project.sourceKind === 'upload' ? 'upload' : 'paste'}
          open={open}
          onOpenChange={setOpen}
          pending={action.pending}
          error={action.failure?.text ?? null}
          onSubmit={(input) => void refresh(input)}
        />
      ) : null}
    </>
  )
}
