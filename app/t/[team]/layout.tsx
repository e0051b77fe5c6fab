import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { signOutAction } from '@/app/(auth)/actions'
import { AlertToasts } from '@/components/alerts/alert-toasts'
import { BudgetToasts } from '@/components/budgets/budget-toasts'
import { AppShell } from '@/components/layout/app-shell'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listTeams } from '@/lib/teams/list-teams'

type Props = { children: ReactNode; params: Promise<{ team: string }> }

/** Draws the shell; every page below authorises for itself. */
export default async function TeamLayout({ children, params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [teams, jar] = await Promise.all([listTeams(ctx.userId), cookies()])
  return (
    <AppShell
      team={{ slug: ctx.teamSlug, name: ctx.teamName }}
      teams={teams.map(({ slug, name }) => ({ slug, name }))}
      person={{ name: ctx.userName }}
      role={ctx.role}
      seesCosts={ctx.seesCosts}
      signOut={signOutAction}
      railCollapsed={jar.get('assay-rail')?.value === 'collapsed'}
    >
      <BudgetToasts teamSlug={ctx.teamSlug} />
      <AlertToasts teamSlug={ctx.teamSlug} />
      {children}
    </AppShell>
  )
}
