import type { Metadata } from 'next'
import { listSessions } from '@/lib/auth/list-sessions'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { SessionList } from './session-list'

export const metadata: Metadata = { title: 'Your sessions' }

type Props = { params: Promise<{ team: string }> }

export default async function SessionsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  return <SessionList sessions={await listSessions(ctx)} />
}
