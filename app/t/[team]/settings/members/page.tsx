import type { Metadata } from 'next'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { sendsInvitations } from '@/lib/mail/sends-invitations'
import { listInvitations } from '@/lib/teams/list-invitations'
import { listMembers } from '@/lib/teams/list-members'
import { InvitationList } from './invitation-list'
import { InviteForm } from './invite-form'
import { MemberTable } from './member-table'

export const metadata: Metadata = { title: 'Members' }

type Props = { params: Promise<{ team: string }> }

export default async function MembersPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const manages = can(ctx.role, 'manage-members')
  const [members, invitations] = await Promise.all([listMembers(ctx), manages ? listInvitations(ctx) : []])
  return (
    <>
      <MemberTable teamSlug={ctx.teamSlug} teamName={ctx.teamName} ownRole={ctx.role} members={members} />
      {manages ? (
        <InviteForm teamSlug={ctx.teamSlug} ownRole={ctx.role} sendsMail={sendsInvitations()} />
      ) : null}
      {invitations.length > 0 ? <InvitationList teamSlug={ctx.teamSlug} invitations={invitations} /> : null}
    </>
  )
}
