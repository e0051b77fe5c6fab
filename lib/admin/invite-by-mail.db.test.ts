import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import { findInvitation } from '@/lib/teams/find-invitation'
import { startMailbox } from '@/lib/testing/alert-receivers'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { inviteByMail } from './invite-by-mail'
import { listAudit } from './list-audit'

let mailbox: Awaited<ReturnType<typeof startMailbox>>
let team: SeededTeam

const setEnv = (name: string, value: string | undefined) => {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
  forgetEnv()
}
const guest = { role: 'viewer' as const, email: 'guest@else.test', byMail: true }
const guests = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...guest, email: `guest${index}@many.test` }))
const problems = (invited: Awaited<ReturnType<typeof inviteByMail>>[]) =>
  invited.flatMap(({ letter }) => (letter?.sent === false ? [letter.problem] : []))

beforeAll(async () => {
  mailbox = await startMailbox()
  team = await seedTeam({ slug: 'red' })
})
beforeEach(async () => {
  setEnv('ASSAY_SMTP_URL', mailbox.url)
  setEnv('ASSAY_MAIL_INVITATIONS', '1')
  await db().auditEntry.deleteMany({ where: { action: 'invitation.mail' } })
})

test('the letter holds the link that lets its reader in, and the log says that it was sent', async () => {
  const { token, letter } = await inviteByMail(team.admin, guest)
  expect(letter).toEqual({ sent: true })
  const [mail] = mailbox.mails
  expect(mail).toMatchObject({
    to: ['guest@else.test'],
    subject: 'Invitation to the team "Team red" on Assay',
  })
  const [, mailed] = /\/invite\/(\S+)/.exec(mail?.text ?? '') ?? []
  expect(mailed).toBe(token)
  expect(await findInvitation(mailed ?? '')).toMatchObject({ state: 'open', role: 'viewer' })
  const where = { teamId: team.owner.teamId, action: 'invitation.mail' }
  expect(await db().auditEntry.count({ where })).toBe(1)
})

test('nothing is sent unless it is wanted, by who may not invite, or without an address', async () => {
  const before = mailbox.mails.length
  expect((await inviteByMail(team.admin, { ...guest, byMail: false })).letter).toBeNull()
  await expectRefused(inviteByMail(team.member, guest), 'forbidden')
  await expectRefused(inviteByMail(team.admin, { ...guest, email: null }), 'invalid-input')
  expect(mailbox.mails).toHaveLength(before)
})

test('the link holds also when its letter cannot be sent', async () => {
  setEnv('ASSAY_SMTP_URL', undefined)
  const { token, letter } = await inviteByMail(team.admin, guest)
  expect(letter).toMatchObject({ sent: false, problem: expect.stringMatching(/sends no invitations/) })
  expect(await findInvitation(token)).toMatchObject({ state: 'open' })
  setEnv('ASSAY_SMTP_URL', 'smtp://127.0.0.1:9')
  expect((await inviteByMail(team.admin, guest)).letter).toMatchObject({
    problem: expect.stringMatching(/did not take it/),
  })
})

test('what no mail server took does not count for its address, and the log says so', async () => {
  setEnv('ASSAY_SMTP_URL', 'smtp://127.0.0.1:9')
  for (let time = 0; time < 4; time += 1) {
    expect(problems([await inviteByMail(team.admin, guest)])).toEqual([
      expect.stringMatching(/did not take it/),
    ])
  }
  const { rows } = await listAudit(team.owner, { about: ['invitation'] })
  expect(rows.find(({ did }) => did.includes('e-mail'))).toMatchObject({ detail: 'sent: no' })
  setEnv('ASSAY_SMTP_URL', mailbox.url)
  expect((await inviteByMail(team.admin, guest)).letter).toEqual({ sent: true })
  // Whoever tries without end is stopped all the same.
  const { teamId, userId } = team.admin
  const tries = Array.from({ length: 15 }, () => ({
    ...{ teamId, userId, action: 'invitation.mail', subjectType: 'invitation', subjectId: 'other' },
    detail: { sent: false },
  }))
  await db().auditEntry.createMany({ data: tries })
  expect(problems([await inviteByMail(team.admin, guest)])).toEqual([
    expect.stringMatching(/team can send 20/),
  ])
})

test('where anybody may sign up nothing is sent unless the operator says so', async () => {
  const before = mailbox.mails.length
  const invite = () => inviteByMail(team.admin, guest)
  setEnv('ASSAY_MAIL_INVITATIONS', undefined)
  expect(problems([await invite()])).toEqual([expect.stringMatching(/sends no invitations.*Copy the link/)])
  expect(mailbox.mails).toHaveLength(before)
  setEnv('ASSAY_SIGN_UP', 'invited')
  expect((await invite()).letter).toEqual({ sent: true })
  setEnv('ASSAY_SIGN_UP', undefined)
})

test('names cannot write a letter of their own', async () => {
  const { owner } = await seedTeam({ slug: 'green' })
  const names = {
    teamName: 'Prize\r\nBcc: all@else.test\r\n\r\nhttps://evil.test',
    userName: `Your bank, www.evil.test ${'!'.repeat(500)}`,
  }
  await inviteByMail({ ...owner, ...names }, guest)
  const mail = mailbox.mails.at(-1)
  expect(mail).toMatchObject({
    to: [guest.email],
    subject: 'Invitation to the team "Prize Bcc all else test https evil test" on Assay',
  })
  const links = mail?.text.match(/\S+\.\S*\w|\S*:\/\/\S+|\S+@\S+/g)
  expect(links).toEqual([expect.stringMatching(/^http:\/\/[^/]+\/invite\/\S+$/)])
  expect(mail?.text.length).toBeLessThan(600)
})

test('a team sends 20 a day, however many are asked for at once', async () => {
  const blue = await seedTeam({ slug: 'blue' })
  const ask = (invitation: typeof guest, index: number) =>
    inviteByMail(index % 2 === 0 ? blue.owner : blue.admin, invitation)
  const invited = await Promise.all(guests(23).map(ask))
  expect(problems(invited)).toEqual(
    Array(3).fill(expect.stringMatching(/team can send 20 invitations a day/)),
  )
})

test('a person sends 20 a day from all teams, an address gets 3 and the server sends 200', async () => {
  const [one, two] = [await seedTeam({ slug: 'one' }), await seedTeam({ slug: 'two' })]
  const { teamId, teamSlug } = two.owner
  const inTwo = { ...one.owner, teamId, teamSlug }
  for (const wanted of guests(20)) await inviteByMail(wanted.email.includes('1') ? one.owner : inTwo, wanted)
  expect(problems([await inviteByMail(inTwo, guest)])).toEqual([expect.stringMatching(/person can send 20/)])

  const sameBox = ['guest+1@else.test', 'GUEST@else.test', 'guest@else.test', 'guest+2@else.test']
  const invited = []
  for (const email of sameBox) invited.push(await inviteByMail(team.admin, { ...guest, email }))
  expect(problems(invited)).toEqual([
    expect.stringMatching(/^No further invitation is sent to this address today/),
  ])

  const others = Array.from({ length: 180 }, () => ({
    teamId,
    action: 'invitation.mail',
    subjectType: 'invitation',
  }))
  await db().auditEntry.createMany({ data: others.map((row) => ({ ...row, subjectId: 'other' })) })
  expect(problems([await inviteByMail(team.owner, { ...guest, email: 'last@else.test' })])).toEqual([
    expect.stringMatching(/^No further invitation is sent to this address today/),
  ])
})
