'use client'

import { LoaderCircle } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useProjects } from '@/components/queries/use-projects'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { ProjectRow } from '@/lib/domain/project-row'
import { splitProjects } from './split-projects'
import { WaitingProjects } from './waiting-projects'

/** There are projects, but the files of none have come; the form follows as soon as those of one have. */
export function OnlyWaiting({ team, projects }: { team: string; projects: ProjectRow[] }) {
  const { data = projects } = useProjects(team, 'in-use', projects)
  const { ready, waiting } = splitProjects(data)
  const router = useRouter()
  const hasCome = ready.length > 0
  useEffect(() => {
    if (hasCome) router.refresh()
  }, [hasCome, router])
  return (
    <>
      <PageHeader title="Launch" />
      <Panel>
        <EmptyState icon={LoaderCircle} title="There is no code to run yet">
          <WaitingProjects team={team} projects={waiting} />
        </EmptyState>
      </Panel>
    </>
  )
}
