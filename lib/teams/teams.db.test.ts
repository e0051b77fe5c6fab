import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { Role } from '@/lib/domain/words'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedPerson } from '@/lib/testing/seed/seed-person'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { acceptInvitation } from './accept-invitation'
import { changeRole } from './change-role'
import { createTeam } from './create-team'
import { findInvitation } from './find-invitation'
import { getTeamSettings } from './get-team-settings'
import { hashInvitationToken } from './invitation-token'
import { inviteMember } from './invite-member'
import { listInvitations } from './list-invitations'
import { listMembers } from './list-members'
import { listTeams } from './list-teams'
import { removeMember } from './remove-member'
import { renameTeam } from './rename-team'
import { revokeInvitation } from './revoke-invitation'
import { setUseModel } from './set-use-model'
import { setViewersSeeCosts } from './set-viewers-see-costs'
import { findTeamContext, type TeamContext } from './team-context'

let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
})

let guests = 0
const guest = () => seedPerson({ name: 'Guest', email: `guest-${guests++}@nowhere.test` })

async function memberIdOf(ctx: TeamContext): Promise<string> {
  const where = { teamId_userId: { teamId: ctx.teamId, userId: ctx.userId } }
  return (await db().member.findUniqueOrThrow({ where })).id
}

async function auditOf(teamId: string, action: string, subjectId: string) {
  return db().auditEntry.findFirst({ where: { teamId, action, subjectId } })
}

describe('a team', () => {
  test('is made with its owner, an audit row and a slug of its own', async () => {
    const person = await guest()
    const first = await createTeam(person, { name: '  Données & Co ' })
    const second = await createTeam(person, { name: 'Données & Co' })
    expect(first).toMatchObject({ slug: 'donnees-co', name: 'Données & Co', role: 'owner' })
    expect(second.slug).toBe('donnees-co-2')
    expect(await auditOf(first.id, 'team.create', first.id)).toMatchObject({ userId: person.userId })
    expect(await listTeams(person.userId)).toEqual([first, second])
  })

  test('of one name gets distinct slugs even when made at once', async () => {
    const person = await guest()
    const made = await Promise.all(Array.from({ length: 6 }, () => createTeam(person, { name: '!!!' })))
    expect(made.map((row) => row.slug).sort()).toEqual([
      'team',
      'team-2',
      'team-3',
      'team-4',
      'team-5',
      'team-6',
    ])
  })

  test('needs a name', async () => {
    await expectRefused(createTeam(await guest(), { name: '  ' }), 'invalid-input')
  })

  test('is a context for its members and nothing for others', async () => {
    expect(await findTeamContext(team.viewer, 'red')).toEqual(team.viewer)
    expect(await findTeamContext(team.viewer, 'blue')).toBeNull()
    expect(await findTeamContext(team.viewer, 'no-such')).toBeNull()
  })

  test('shows its viewers no money once its admins say so, and shows it to everybody else', async () => {
    await expectRefused(setViewersSeeCosts(team.member, { seesCosts: false }), 'forbidden')
    await setViewersSeeCosts(team.admin, { seesCosts: false })
    expect(await findTeamContext(team.viewer, 'red')).toEqual({ ...team.viewer, seesCosts: false })
    expect(await findTeamContext(team.member, 'red')).toEqual(team.member)
    await setViewersSeeCosts(team.admin, { seesCosts: true })
    expect(await findTeamContext(team.viewer, 'red')).toEqual(team.viewer)
    expect(await auditOf(team.viewer.teamId, 'team.show-costs', team.viewer.teamId)).not.toBeNull()
  })

  test('opts out of models by its admins, with an audit row', async () => {
    await expectRefused(setUseModel(team.member, { useModel: false }), 'forbidden')
    await setUseModel(team.admin, { useModel: false })
    expect((await getTeamSettings(team.viewer)).useModel).toBe(false)
    expect((await getTeamSettings(other.viewer)).useModel).toBe(true)
    expect(await auditOf(team.owner.teamId, 'team.set-use-model', team.owner.teamId)).not.toBeNull()
  })

  test('is renamed by its owner and keeps its slug', async () => {
    await expectRefused(renameTeam(other.admin, { name: 'Mine' }), 'forbidden')
    await renameTeam(other.owner, { name: 'Azure' })
    expect(await getTeamSettings(other.viewer)).toMatchObject({ name: 'Azure', slug: 'blue' })
  })
})

describe('an invitation', () => {
  test('lets one person in, once, with its role', async () => {
    const { token, id } = await inviteMember(team.admin, { role: 'member', email: 'a@b.test' })
    const stored = await db().invitation.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(stored.tokenHash).toBe(hashInvitationToken(token))
    expect(stored.expiresAt.getTime() - stored.createdAt.getTime()).toBeGreaterThan(6.99 * 86_400_000)

    const [first, second] = [await guest(), await guest()]
    const outcomes = await Promise.allSettled([
      acceptInvitation(first, { token }),
      acceptInvitation(second, { token }),
    ])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expectRefused(acceptInvitation(await guest(), { token }), 'conflict')
    const joined = await db().member.findMany({
      where: { teamId: team.owner.teamId, userId: { in: [first.userId, second.userId] } },
    })
    expect(joined.map((row) => row.role)).toEqual(['member'])
    expect(await auditOf(team.owner.teamId, 'invitation.accept', joined[0]?.id ?? '')).not.toBeNull()
  })

  test('says so when it is expired, revoked or unknown', async () => {
    const expired = await inviteMember(team.owner, { role: 'viewer' })
    await db().invitation.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect((await findInvitation(expired.token))?.state).toBe('expired')
    const refusal = await expectRefused(acceptInvitation(await guest(), { token: expired.token }), 'conflict')
    expect(refusal.userText).toContain('expired')

    const revoked = await inviteMember(team.owner, { role: 'viewer' })
    await expectRefused(revokeInvitation(other.owner, { invitationId: revoked.id }), 'not-found')
    await revokeInvitation(team.admin, { invitationId: revoked.id })
    expect(await auditOf(team.owner.teamId, 'invitation.revoke', revoked.id)).not.toBeNull()
    await expectRefused(revokeInvitation(team.admin, { invitationId: revoked.id }), 'not-found')
    await expectRefused(acceptInvitation(await guest(), { token: revoked.token }), 'conflict')
    await expectRefused(acceptInvitation(await guest(), { token: 'made-up' }), 'not-found')
  })

  test('keeps a member what they are', async () => {
    const { token } = await inviteMember(team.owner, { role: 'owner' })
    await expectRefused(acceptInvitation(team.viewer, { token }), 'conflict')
    expect((await findInvitation(token))?.state).toBe('open')
  })

  test('is given by admins up to their own role', async () => {
    await expectRefused(inviteMember(team.member, { role: 'viewer' }), 'forbidden')
    await expectRefused(inviteMember(team.admin, { role: 'owner' }), 'forbidden')
    await expectRefused(listInvitations(team.member), 'forbidden')
    await expectRefused(inviteMember(team.admin, { role: 'viewer', email: 'nonsense' }), 'invalid-input')
    const { id } = await inviteMember(team.owner, { role: 'owner' })
    expect((await listInvitations(team.admin)).map((row) => row.id)).toContain(id)
    expect(await listInvitations(other.admin)).toEqual([])
  })
})

describe('a member', () => {
  test('is listed in their own team only', async () => {
    const rows = await listMembers(other.viewer)
    expect(rows.map((row) => row.role).sort()).toEqual([...Role.options].sort())
    expect(rows.find((row) => row.isYou)?.email).toBe('viewer@blue.test')
  })

  test('changes role by an admin, within the admin’s rights', async () => {
    const memberId = await memberIdOf(team.viewer)
    await expectRefused(changeRole(team.member, { memberId, role: 'admin' }), 'forbidden')
    await expectRefused(changeRole(team.admin, { memberId, role: 'owner' }), 'forbidden')
    await expectRefused(changeRole(other.owner, { memberId, role: 'admin' }), 'not-found')
    await expectRefused(
      changeRole(team.admin, { memberId: await memberIdOf(team.owner), role: 'viewer' }),
      'forbidden',
    )
    await changeRole(team.admin, { memberId, role: 'member' })
    expect((await findTeamContext(team.viewer, 'red'))?.role).toBe('member')
    expect((await auditOf(team.owner.teamId, 'member.change-role', memberId))?.detail).toEqual({
      from: 'viewer',
      to: 'member',
    })
  })

  test('who is the last owner stays', async () => {
    const memberId = await memberIdOf(team.owner)
    await expectRefused(changeRole(team.owner, { memberId, role: 'admin' }), 'conflict')
    await expectRefused(removeMember(team.owner, { memberId }), 'conflict')
  })

  test('of two owners who step down at once one remains', async () => {
    const person = await guest()
    const made = await createTeam(person, { name: 'Pair' })
    const one = await findTeamContext(person, made.slug)
    if (one === null) throw new Error('no context')
    const { token } = await inviteMember(one, { role: 'owner' })
    const partner = await guest()
    await acceptInvitation(partner, { token })
    const two = await findTeamContext(partner, made.slug)
    if (two === null) throw new Error('no context')
    const outcomes = await Promise.allSettled([
      removeMember(one, { memberId: await memberIdOf(one) }),
      removeMember(two, { memberId: await memberIdOf(two) }),
    ])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().member.count({ where: { teamId: made.id, role: 'owner' } })).toBe(1)
  })

  test('is removed by an admin, or leaves', async () => {
    const viewer = await memberIdOf(other.viewer)
    await expectRefused(removeMember(team.owner, { memberId: viewer }), 'not-found')
    await expectRefused(removeMember(other.member, { memberId: viewer }), 'forbidden')
    await removeMember(other.admin, { memberId: viewer })
    expect(await findTeamContext(other.viewer, 'blue')).toBeNull()
    const member = await memberIdOf(other.member)
    await removeMember(other.member, { memberId: member })
    expect(await auditOf(other.owner.teamId, 'member.remove', member)).not.toBeNull()
  })
})
