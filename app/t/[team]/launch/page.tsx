import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { can } from '@/lib/domain/roles'
import type { WorkflowName } from '@/lib/domain/words'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listBreakers } from '@/lib/llm/limits/list-breakers'
import { listProviders } from '@/lib/llm/list-providers'
import { listModules } from '@/lib/projects/list-modules'
import { listProjects } from '@/lib/projects/list-projects'
import { getTeamSettings } from '@/lib/teams/get-team-settings'
import { availableWorkflows } from '@/lib/workflows/registry'
import { RoleRefused } from '../role-refused'
import { LaunchForm } from './launch-form'
import { loadLaunchUrl } from './launch-url'
import { NoProjects } from './no-projects'
import { NoSuchProject } from './no-such-project'
import { OnlyWaiting } from './only-waiting'
import { splitProjects } from './split-projects'

export const metadata: Metadata = { title: 'Launch' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function LaunchPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  if (!can(ctx.role, 'launch')) return <RoleRefused ctx={ctx} title="Launch" permission="launch" />
  const [url, projects, settings, providers, breakers] = await Promise.all([
    loadLaunchUrl(searchParams),
    listProjects(ctx),
    getTeamSettings(ctx),
    listProviders(ctx),
    listBreakers(ctx),
  ])
  if (projects.length === 0) return <NoProjects team={ctx.teamSlug} />
  if (url.project !== null && !projects.some(({ slug }) => slug === url.project)) {
    return <NoSuchProject team={ctx.teamSlug} slug={url.project} />
  }
  const { ready } = splitProjects(projects)
  const project = ready.find(({ slug }) => slug === url.project) ?? ready[0]
  if (project === undefined) return <OnlyWaiting team={ctx.teamSlug} projects={projects} />
  const modules = await listModules(ctx, { projectId: project.id })
  const workflows: WorkflowName[] = availableWorkflows.map(({ name }) => name)
  return (
    <LaunchForm
      team={ctx.teamSlug}
      projects={projects}
      initialProject={project.slug}
      initialModules={modules}
      workflows={workflows}
      teamUsesModels={settings.useModel}
      breakers={breakers}
      hasProvider={providers.some(({ enabled }) => enabled)}
      firstProvider={providers.find(({ enabled }) => enabled) ?? null}
    />
  )
}
