'use client'

import { FolderGit2, Plus } from 'lucide-react'
import Link from 'next/link'
import { useProjects } from '@/components/queries/use-projects'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ProjectRow } from '@/lib/domain/project-row'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { formatCount } from '@/lib/format/format-count'
import { ImportCell } from './import-cell'
import { POLICY_WORDS } from './policy-words'
import { SOURCE_WORDS } from './source-words'

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
          <Table label="Projects">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>Source</Th>
                <Th className="text-right">Modules</Th>
                <Th className="text-right">Runs</Th>
                <Th>Data policy</Th>
                <Th className="text-right">Imported</Th>
              </tr>
            </thead>
            <tbody>
              {projects.map((project) => (
                <ProjectTableRow key={project.id} teamSlug={teamSlug} project={project} />
              ))}
            </tbody>
          </Table>
        )}
      </Panel>
      {which === 'in-use' ? (
        <p className="mt-3 text-sm">
          <Link
            href={`/t/${teamSlug}/projects?archived=1`}
            className="text-dim underline underline-offset-4 hover:text-ink"
          >
            Archived projects
          </Link>
        </p>
      ) : null}
    </>
  )
}

function ProjectTableRow({ teamSlug, project }: { teamSlug: string; project: ProjectRow }) {
  const { icon: Icon, label } = SOURCE_WORDS[project.sourceKind]
  return (
    <Tr>
      <Td>
        <Link
          href={`/t/${teamSlug}/projects/${project.slug}`}
          className="font-medium hover:underline underline-offset-4"
        >
          {project.name}
        </Link>
      </Td>
      <Td className="max-w-80">
        <span className="flex items-center gap-2 text-dim">
          <Icon className="size-4 shrink-0 text-faint" aria-label={label} />
          <span className="truncate" title={project.sourceLocation ?? undefined}>
            {project.sourceLocation ?? label}
          </span>
        </span>
      </Td>
      <Td numeric>{formatCount(project.snapshot?.moduleCount ?? 0)}</Td>
      <Td numeric>
        <Link
          href={`/t/${teamSlug}/runs?project=${project.slug}`}
          className="hover:underline underline-offset-4"
          aria-label={`${formatCount(project.runs)} runs of ${project.name}`}
        >
          {formatCount(project.runs)}
        </Link>
      </Td>
      <Td className="text-dim">{POLICY_WORDS[project.dataPolicy].label}</Td>
      <Td numeric>
        <ImportCell project={project} />
      </Td>
    </Tr>
  )
}
