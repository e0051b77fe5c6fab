import { beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import { findInvitation } from '@/lib/teams/find-invitation'
import { startMailbox } from '@/lib/testing/alert-receivers'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { inviteByMail } from './invite-by-mail'

let mailbox: Awaited<ReturnType<typeof startMailbox>>
let team: SeededTeam

const useMailServer = (url: string | undefined) => {
  if (url === undefined) delete process.env.ASSAY_SMTP_URL
  else process.env.ASSAY_SMTP_URL = url
  forgetEnv()
}

beforeAll(async () => {
  mailbox = await startMailbox()
  team = await seedTeam({ slug: 'red' })
})
beforeEach(() => useMailServer(mailbox.url))

const guest = { role: 'viewer', email: 'guest@else.test', byMail: true } as const

test('the letter holds the link that lets its reader in, and the log says that it was sent', async () => {
  const { token, letter } = await inviteByMail(team.admin, guest)
  expect(letter).toEqual({ sent: true })
  const [mail] = mailbox.mails
  expect(mail).toMatchObject({ to: ['guest@else.test'], subject: `Invitation to ${team.owner.teamName}` })
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
  useMailServer(undefined)
  const { token, letter } = await inviteByMail(team.admin, guest)
  expect(letter).toMatchObject({ sent: false, problem: expect.stringMatching(/cannot send e-mail/) })
  expect(await findInvitation(token)).toMatchObject({ state: 'open' })
  useMailServer('smtp://127.0.0.1:9')
  expect((await inviteByMail(team.admin, guest)).letter).toMatchObject({
    problem: expect.stringMatching(/did not take it/),
  })
})

test('a team sends 20 a day, however many are asked for at once', async () => {
  const blue = await seedTeam({ slug: 'blue' })
  const invited = await Promise.all(Array.from({ length: 23 }, () => inviteByMail(blue.owner, guest)))
  expect(invited.filter(({ letter }) => letter?.sent === true)).toHaveLength(20)
  expect(invited.find(({ letter }) => letter?.sent === false)?.letter).toMatchObject({
    problem: expect.stringMatching(/20 invitations a day/),
  })
})
