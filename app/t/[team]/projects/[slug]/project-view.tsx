'use client'

import { Archive, Play } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useModules } from '@/components/queries/use-modules'
import { useProject } from '@/components/queries/use-project'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Pill } from '@/components/ui/pill'
import type { ModuleRow } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import { ImportPanel } from './import-panel'
import { launchHref } from './launch-href'
import { ModuleBrowser } from './module-browser'
import { ProjectMenu } from './project-menu'
import { ProjectNote } from './project-note'
import { RefreshButton } from './refresh-button'
import { useImportNews } from './use-import-news'

type ProjectViewProps = { teamSlug: string; role: Role; project: ProjectRow; initialModules: ModuleRow[] }

/** A project: what it is, and its modules to read and to launch on. */
export function ProjectView({ teamSlug, role, project: initial, initialModules }: ProjectViewProps) {
  const { data: project } = useProject(teamSlug, initial.slug, initial)
  const { data: modules = initialModules } = useModules(teamSlug, project.slug, initialModules)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const archived = project.archivedAt !== null
  const mayManage = can(role, 'manage-projects')
  useImportNews(project.importState)
  return (
    <>
      <PageHeader
        title={project.name}
        crumbs={[{ label: 'Projects', href: `/t/${teamSlug}/projects` }]}
        badges={
          archived ? (
            <Pill>
              <Archive aria-hidden /> archived
            </Pill>
          ) : null
        }
        note={<ProjectNote teamSlug={teamSlug} project={project} />}
        actions={
          <>
            {mayManage && !archived && project.snapshot !== null ? (
              <RefreshButton teamSlug={teamSlug} project={project} />
            ) : null}
            <ProjectMenu teamSlug={teamSlug} role={role} project={project} />
            {can(role, 'launch') && !archived && project.snapshot !== null ? (
              <Button asChild variant="primary">
                <Link href={launchHref(teamSlug, project.slug, selected)}>
                  <Play aria-hidden />
                  {selected.size === 0
                    ? 'Choose what to run'
                    : `Run ${formatPlural(selected.size, 'module')}`}
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      <ImportPanel teamSlug={teamSlug} project={project} mayManage={mayManage} />
      {project.snapshot === null ? null : (
        <ModuleBrowser
          teamSlug={teamSlug}
          project={project}
          modules={modules}
          selected={selected}
          onSelectedChange={setSelected}
        />
      )}
    </>
  )
}
