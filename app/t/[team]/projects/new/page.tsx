import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { RoleRefused } from '../../role-refused'
import { NewProject } from './new-project'

export const metadata: Metadata = { title: 'Add a project' }

type Props = { params: Promise<{ team: string }> }

export default async function NewProjectPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  if (!can(ctx.role, 'manage-projects')) {
    return <RoleRefused ctx={ctx} title="Add a project" permission="manage-projects" />
  }
  return (
    <>
      <PageHeader
        title="Add a project"
        crumbs={[{ label: 'Projects', href: `/t/${ctx.teamSlug}/projects` }]}
      />
      <NewProject teamSlug={ctx.teamSlug} />
    </>
  )
}
