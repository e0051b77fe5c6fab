'use client'

import { Archive, ArchiveRestore, MoreHorizontal, ShieldCheck, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { toast } from '@/components/ui/toast'
import type { ProjectRow } from '@/lib/domain/project-row'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { archiveProjectAction, restoreProjectAction } from '../actions'
import { DeleteDialog } from './delete-dialog'
import { PolicyDialog } from './policy-dialog'

/** Long enough to notice a mistake. */
const UNDO_MS = 12_000

type ProjectMenuProps = { teamSlug: string; role: Role; project: ProjectRow }

/** What is rarely done with a project: its data policy, archive, restore. */
export function ProjectMenu({ teamSlug, role, project }: ProjectMenuProps) {
  const router = useRouter()
  const [policyOpen, setPolicyOpen] = useState(false)
  const [deleteOpen, setDeleteOpen] = useState(false)
  const archive = useToastAction(archiveProjectAction)
  const restore = useToastAction(restoreProjectAction)
  const input = { team: teamSlug, projectId: project.id }
  const page = `/t/${teamSlug}/projects/${project.slug}`
  const restoreIt = async () => {
    const result = await restore.run(input)
    if (!result.ok) return
    toast.success(`${project.name} is back.`)
    router.push(page)
    router.refresh()
  }
  const archiveIt = async () => {
    const result = await archive.run(input)
    if (!result.ok) return
    toast.success(`${project.name} was archived. Its runs stay.`, {
      duration: UNDO_MS,
      action: { label: 'Undo', onClick: () => void restoreIt() },
    })
    router.push(`/t/${teamSlug}/projects`)
  }
  if (!can(role, 'manage-projects')) return null
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More about this project">
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {can(role, 'manage-settings') ? (
            <DropdownMenuItem onSelect={() => setPolicyOpen(true)}>
              <ShieldCheck aria-hidden /> Data policy…
            </DropdownMenuItem>
          ) : null}
          {project.archivedAt === null ? (
            <DropdownMenuItem onSelect={() => void archiveIt()}>
              <Archive aria-hidden /> Archive
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => void restoreIt()}>
              <ArchiveRestore aria-hidden /> Restore
            </DropdownMenuItem>
          )}
          {can(role, 'manage-settings') ? (
            <DropdownMenuItem onSelect={() => setDeleteOpen(true)}>
              <Trash2 aria-hidden /> Delete…
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <PolicyDialog teamSlug={teamSlug} project={project} open={policyOpen} onOpenChange={setPolicyOpen} />
      <DeleteDialog teamSlug={teamSlug} project={project} open={deleteOpen} onOpenChange={setDeleteOpen} />
    </>
  )
}
