import type { Metadata } from 'next'
import { cache } from 'react'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getProject } from '@/lib/projects/get-project'
import { listModules } from '@/lib/projects/list-modules'
import { orNotFound } from '../../or-not-found'
import { ProjectView } from './project-view'

type Props = { params: Promise<{ team: string; slug: string }> }

/** One read for the title and the page. */
const loadProject = cache(async (team: string, slug: string) => {
  const ctx = await loadTeamPage(team)
  return { ctx, project: await orNotFound(getProject(ctx, slug)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, slug } = await params
  return { title: (await loadProject(team, slug)).project.name }
}

export default async function ProjectPage({ params }: Props) {
  const { team, slug } = await params
  const { ctx, project } = await loadProject(team, slug)
  const modules = await listModules(ctx, { projectId: project.id })
  return <ProjectView teamSlug={ctx.teamSlug} role={ctx.role} project={project} initialModules={modules} />
}
