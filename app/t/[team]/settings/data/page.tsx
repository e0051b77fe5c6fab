import type { Metadata } from 'next'
import { getRetention } from '@/lib/admin/get-retention'
import { listDeletions } from '@/lib/admin/list-deletions'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getTeamSettings } from '@/lib/teams/get-team-settings'
import { RoleRefusedPanel } from '../../role-refused'
import { RefreshEvery } from '../runtime/refresh-every'
import { DeletePerson } from './delete-person'
import { DeletionList } from './deletion-list'
import { ExportPanel } from './export-panel'
import { RetentionForm } from './retention-form'

export const metadata: Metadata = { title: 'Data' }

type Props = { params: Promise<{ team: string }> }

/** What the team keeps, for how long, and how it gets hold of it or rid of it. */
export default async function DataPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  if (!can(ctx.role, 'manage-settings')) return <RoleRefusedPanel ctx={ctx} permission="manage-settings" />
  const [retention, { deletions, people }, settings] = await Promise.all([
    getRetention(ctx),
    listDeletions(ctx),
    getTeamSettings(ctx),
  ])
  const { teamSlug } = ctx
  return (
    <>
      <RetentionForm
        teamSlug={teamSlug}
        retention={retention}
        timeZone={settings.timeZone}
        cacheDays={settings.cacheDays}
      />
      <ExportPanel teamSlug={teamSlug} />
      <DeletePerson teamSlug={teamSlug} people={people} />
      <DeletionList teamSlug={teamSlug} deletions={deletions} />
      {deletions.some(({ state }) => state === 'under-way') ? <RefreshEvery milliseconds={5000} /> : null}
    </>
  )
}
