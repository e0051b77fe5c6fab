import Link from 'next/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { ProjectRow } from '@/lib/domain/project-row'
import { formatCount } from '@/lib/format/format-count'
import { ImportCell } from './import-cell'
import { POLICY_WORDS } from './policy-words'
import { SOURCE_WORDS } from './source-words'

/** Projects as a table. */
export function ProjectTable({ teamSlug, projects }: { teamSlug: string; projects: readonly ProjectRow[] }) {
  return (
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
  )
}

function ProjectTableRow({ teamSlug, project }: { teamSlug: string; project: ProjectRow }) {
  const { icon: Icon, label } = SOURCE_WORDS[project.sourceKind]
  return (
    <Tr>
      <Td>
        <Link
          href={`/t/${teamSlug}/projects/${project.slug}`}
          className="-my-1 inline-block py-1 font-medium underline-offset-4 hover:underline"
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
          className="-my-1 inline-block min-w-6 py-1 underline-offset-4 hover:underline"
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
