import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { listAudit } from '@/lib/admin/list-audit'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { RoleRefusedPanel } from '../../role-refused'
import { loadAuditFilters, toAuditFilter } from './audit-filters'
import { AuditView } from './audit-view'

export const metadata: Metadata = { title: 'Audit log' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

export default async function AuditPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  if (!can(ctx.role, 'manage-settings')) return <RoleRefusedPanel ctx={ctx} permission="manage-settings" />
  const filter = toAuditFilter(await loadAuditFilters(searchParams))
  return <AuditView team={ctx.teamSlug} initialFilter={filter} initial={await listAudit(ctx, filter)} />
}
