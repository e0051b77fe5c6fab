import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { findPagePerson } from '@/lib/entry/load-person-page'
import { findInvitation, type InvitationNotice } from '@/lib/teams/find-invitation'
import { listTeams } from '@/lib/teams/list-teams'
import { SignUpForm } from '../../sign-up/sign-up-form'
import { AcceptInvitation } from './accept-invitation'

export const metadata: Metadata = { title: 'Invitation', robots: { index: false } }

type Props = { params: Promise<{ token: string }> }

export default async function InvitePage({ params }: Props) {
  const { token } = await params
  const [invitation, person] = await Promise.all([findInvitation(token), findPagePerson()])
  if (invitation === null) return <ClosedInvitation title="There is no such invitation." />
  if (invitation.state === 'accepted' && person !== null) {
    // The link in one's mail stays the way to the team.
    const team = (await listTeams(person.userId)).find(({ slug }) => slug === invitation.teamSlug)
    if (team !== undefined) redirect(`/t/${team.slug}`)
  }
  if (invitation.state !== 'open') return <ClosedInvitation title={CLOSED[invitation.state]} />
  const { teamName, role, invitedByName } = invitation
  if (person !== null) {
    return (
      <AcceptInvitation
        token={token}
        teamName={teamName}
        role={role}
        invitedByName={invitedByName}
        personName={person.userName}
      />
    )
  }
  return (
    <SignUpForm
      title={`Join ${teamName}`}
      note={`${invitedByName} invited you as ${role}.`}
      invitationToken={token}
    />
  )
}

const CLOSED = {
  accepted: 'This invitation was used already. If that was you, sign in.',
  revoked: 'This invitation was taken back.',
  expired: 'This invitation is too old.',
} satisfies Record<Exclude<InvitationNotice['state'], 'open'>, string>

function ClosedInvitation({ title }: { title: string }) {
  return (
    <Panel>
      <h1 className="sr-only">Invitation</h1>
      <EmptyState
        title={title}
        action={
          <Button asChild>
            <Link href="/sign-in">Sign in</Link>
          </Button>
        }
      >
        Ask an owner or admin of the team for a new link.
      </EmptyState>
    </Panel>
  )
}
