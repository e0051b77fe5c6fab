import Link from 'next/link'
import type { ProjectRow } from '@/lib/domain/project-row'
import { importWait } from '../projects/import-words'

/** Projects that cannot be chosen yet, and how far their imports are. */
export function WaitingProjects({ team, projects }: { team: string; projects: readonly ProjectRow[] }) {
  return (
    <ul className="grid gap-1">
      {projects.map(({ id, slug, name, importState }) => (
        <li key={id} className="tabular-nums">
          <Link href={`/t/${team}/projects/${slug}`} className="text-accent underline underline-offset-4">
            {name}
          </Link>
          : {importWait(importState)}
        </li>
      ))}
    </ul>
  )
}
