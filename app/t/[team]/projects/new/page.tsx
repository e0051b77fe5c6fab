import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { NewProject } from './new-project'

export const metadata: Metadata = { title: 'Add a project' }

type Props = { params: Promise<{ team: string }> }

export default async function NewProjectPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team, 'manage-projects')
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
