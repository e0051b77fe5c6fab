'use client'

import { FolderGit2, Plus } from 'lucide-react'
import Link from 'next/link'
import { useProjects } from '@/components/queries/use-projects'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'

import type { ProjectRow } from '@/lib/domain/project-row'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { ProjectCards } from './project-cards'
import { ProjectTable } from './project-table'

type ProjectListProps = { teamSlug: string; role: Role; which: 'in-use' | 'archived'; initial: ProjectRow[] }

/** The projects of the team that are in use, or the archived ones. */
export function ProjectList({ teamSlug, role, which, initial }: ProjectListProps) {
  const { data: projects = initial } = useProjects(teamSlug, which, initial)
  const add = can(role, 'manage-projects') ? (
    <Button asChild variant="primary">
      <Link href={`/t/${teamSlug}/projects/new`}>
        <Plus aria-hidden /> Add a project
      </Link>
    </Button>
  ) : null
  return (
    <>
      <PageHeader
        title={which === 'archived' ? 'Archived projects' : 'Projects'}
        crumbs={which === 'archived' ? [{ label: 'Projects', href: `/t/${teamSlug}/projects` }] : []}
        actions={which === 'archived' ? null : add}
      />
      <Panel>
        {projects.length === 0 && which === 'archived' ? (
          <EmptyState icon={FolderGit2} title="No project is archived" />
        ) : projects.length === 0 ? (
          <EmptyState icon={FolderGit2} title="No project yet" action={add}>
            Add one by git URL, from a folder on the server, as an archive, as pasted code, or take the
            sample.
          </EmptyState>
        ) : (
          <>
            <div className="hidden md:block">
              <ProjectTable teamSlug={teamSlug} projects={projects} />
            </div>
            <div className="md:hidden">
              <ProjectCards teamSlug={teamSlug} projects={projects} />
            </div>
          </>
        )}
      </Panel>
      {which === 'in-use' ? (
        <p className="mt-3 text-sm">
          <Link
            href={`/t/${teamSlug}/projects?archived=1`}
            className="inline-block py-1 text-dim underline underline-offset-4 hover:text-ink"
          >
            Archived projects
          </Link>
        </p>
      ) : null}
    </>
  )
}
