import type { Metadata } from 'next'
import { getBudgetBoard } from '@/lib/budgets/get-budget-board'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { availableWorkflows } from '@/lib/workflows/registry'
import { RoleRefused } from '../role-refused'
import { BudgetView } from './budget-view'

export const metadata: Metadata = { title: 'Budgets' }

type Props = { params: Promise<{ team: string }> }

export default async function BudgetsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  if (!ctx.seesCosts) return <RoleRefused ctx={ctx} title="Budgets" permission="see-costs" />
  return (
    <BudgetView
      teamSlug={ctx.teamSlug}
      initial={await getBudgetBoard(ctx)}
      workflows={availableWorkflows.map(({ name }) => name)}
      editable={can(ctx.role, 'manage-settings')}
    />
  )
}
