import Link from 'next/link'
import type { ProjectRow } from '@/lib/domain/project-row'
import { formatPlural } from '@/lib/format/format-count'
import { ImportCell } from './import-cell'
import { POLICY_WORDS } from './policy-words'
import { SOURCE_WORDS } from './source-words'

/** Projects on a small screen: one card each, the whole card is the link. */
export function ProjectCards({ teamSlug, projects }: { teamSlug: string; projects: readonly ProjectRow[] }) {
  return (
    <ul aria-label="Projects" className="divide-y divide-line-soft">
      {projects.map((project) => {
        const { icon: Icon, label } = SOURCE_WORDS[project.sourceKind]
        return (
          <li key={project.id} className="relative grid gap-1 px-3.5 py-2.5">
            <Link
              href={`/t/${teamSlug}/projects/${project.slug}`}
              className="font-medium wrap-anywhere after:absolute after:inset-0"
            >
              {project.name}
            </Link>
            <p className="flex items-start gap-1.5 text-dim text-sm">
              <Icon className="mt-0.5 size-3.5 shrink-0 text-faint" aria-hidden />
              <span className="min-w-0 wrap-anywhere">{project.sourceLocation ?? label}</span>
            </p>
            <p className="text-dim text-xs">
              {formatPlural(project.snapshot?.moduleCount ?? 0, 'module')} ·{' '}
              {formatPlural(project.runs, 'run')} · {POLICY_WORDS[project.dataPolicy].label} ·{' '}
              <ImportCell project={project} />
            </p>
          </li>
        )
      })}
    </ul>
  )
}
