import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import { endMemberSessions } from '@/lib/teams/end-member-sessions'
import { findInvitation } from '@/lib/teams/find-invitation'
import { inviteMember } from '@/lib/teams/invite-member'
import { listTeams } from '@/lib/teams/list-teams'
import { expectRefused } from '@/lib/testing/expect-refused'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { auth, forgetAuth } from './auth'
import { endSessions } from './end-sessions'
import { findPerson } from './find-person'
import { guardAttempts } from './guard-attempts'
import { listSessions } from './list-sessions'
import { signIn } from './sign-in'
import { signUp } from './sign-up'

const request = vi.hoisted(() => ({ headers: new Headers() }))
vi.mock('next/headers', () => ({ headers: async () => request.headers }))

let team: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red', canSignIn: true })
})

beforeEach(async () => {
  await db().$executeRaw`TRUNCATE session, rate_limit`
  request.headers = new Headers({ 'x-assay-peer': '203.0.113.7' })
})

afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
  forgetAuth()
})

/** The server as it would be with this environment. */
function withEnv(name: string, value: string): void {
  vi.stubEnv(name, value)
  forgetEnv()
  forgetAuth()
}

function post(path: string, body: unknown, headers: Record<string, string>): Request {
  const { host = 'localhost:4711' } = headers
  return new Request(`http://${host}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host, ...headers },
    body: JSON.stringify(body),
  })
}

const ownerSignIn = { email: 'owner@red.test', password: SEED_PASSWORD }

test('a person is found exactly where the library finds a session', async () => {
  const found = async (cookie: string) => (await findPerson(new Headers({ cookie })))?.userId ?? null
  const library = async (cookie: string) =>
    (await auth().api.getSession({ headers: new Headers({ cookie }) }))?.user.id ?? null
  const same = async (cookie: string, userId: string | null) =>
    expect([await found(cookie), await library(cookie)], cookie).toEqual([userId, userId])
  const { headers } = await auth().api.signInEmail({ body: ownerSignIn, returnHeaders: true })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const [name = '', signed = ''] = cookie.split('=')
  const [token = '', signature = ''] = decodeURIComponent(signed).split('.')
  const { userId } = team.owner
  await same(cookie, userId)
  await same(`theme=dark; ${cookie}; rail=collapsed`, userId)
  const forged = [
    `${token}.${signature.slice(0, -2)}A=`,
    `${token}x.${signature}`,
    `${token}.`,
    `.${signature}`,
    token,
    signature,
    '%',
    '',
  ]
  for (const value of forged) await same(`${name}=${encodeURIComponent(value)}`, null)
  await same(`other_${name}=${signed}`, null)
  await db().session.updateMany({ data: { expiresAt: new Date(Date.now() + 60_000) } })
  await same(cookie, userId)
  await db().session.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } })
  await same(cookie, null)
})

describe('sign-in', () => {
  test('makes a session that a cookie proves, until sign-out', async () => {
    const origin = 'http://localhost:4711'
    const response = await auth().handler(post('/sign-in/email', ownerSignIn, { origin }))
    expect(response.status).toBe(200)
    const setCookie = response.headers.get('set-cookie') ?? ''
    expect(setCookie).toMatch(/^assay\.session_token=.*HttpOnly/i)
    expect(setCookie).not.toMatch(/; Secure/i)
    const cookie = setCookie.split(';')[0] ?? ''
    expect(await findPerson(new Headers({ cookie }))).toEqual({
      userId: team.owner.userId,
      userName: team.owner.userName,
    })
    await auth().handler(post('/sign-out', {}, { origin, cookie }))
    expect(await findPerson(new Headers({ cookie }))).toBeNull()
    expect(await findPerson(new Headers({ cookie: 'assay.session_token=forged.signature' }))).toBeNull()
    expect(await findPerson(new Headers())).toBeNull()
  })

  test('has secure cookies when the server is reached by https', async () => {
    withEnv('ASSAY_URL', 'https://assay.example.com')
    const origin = 'https://assay.example.com'
    const response = await auth().handler(
      post('/sign-in/email', ownerSignIn, { host: 'assay.example.com', origin }),
    )
    expect(response.headers.get('set-cookie')).toMatch(/^__Secure-assay\.session_token=.*; Secure/i)
  })

  test.each([
    ['http://127.0.0.1:3999', '127.0.0.1:3999', 200],
    ['http://localhost:4711', 'localhost:4711', 200],
    ['http://evil.test', 'localhost:4711', 403],
    ['http://localhost:6666', 'localhost:4711', 403],
    ['http://evil.test', 'evil.test', 403],
  ])('from %s to %s answers %d', async (origin, host, status) => {
    const response = await auth().handler(
      post('/sign-in/email', ownerSignIn, { host, origin, cookie: 'a=b', 'sec-fetch-site': 'same-origin' }),
    )
    expect(response.status).toBe(status)
  })

  test('by our verb refuses a wrong password and, after ten tries, any', async () => {
    const { userId } = await signIn({ ...ownerSignIn, email: ' Owner@RED.test ' })
    expect(userId).toBe(team.owner.userId)
    for (let tries = 0; tries < 9; tries += 1) {
      const refusal = await expectRefused(signIn({ ...ownerSignIn, password: 'wrong' }), 'invalid-input')
      expect(refusal.userText).toBe('Wrong e-mail address or password.')
    }
    const locked = await expectRefused(signIn(ownerSignIn), 'unavailable')
    expect(locked.userText).toMatch(/Wait \d+ seconds/)
    await signIn({ ...ownerSignIn, email: 'admin@red.test' })
  })

  test('is limited for the library’s own endpoint too', async () => {
    const origin = 'http://localhost:4711'
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries += 1) {
      const body = { ...ownerSignIn, password: 'wrong-password' }
      statuses.push((await auth().handler(post('/sign-in/email', body, { origin }))).status)
    }
    expect(new Set(statuses.slice(0, 10))).toEqual(new Set([401]))
    expect(statuses[10]).toBe(429)
  })
})

test('an address is counted whatever the client says to have forwarded', async () => {
  const attempt = (peer: string | null, number: number) => {
    const headers = new Headers({ 'x-forwarded-for': `203.0.113.${number}` })
    if (peer !== null) headers.set('x-assay-peer', peer)
    return guardAttempts('/sign-in/email', headers, `person-${peer}-${number}@red.test`)
  }
  for (let number = 0; number < 30; number += 1) await attempt('192.0.2.1', number)
  await expectRefused(attempt('192.0.2.1', 30), 'unavailable')
  await attempt('192.0.2.2', 31)
  for (let number = 0; number < 31; number += 1) await attempt(null, number)
})

describe('sign-up', () => {
  const ctx = { requestId: 'test' }
  const person = { name: 'Ada', email: 'Ada@New.test', password: 'correct horse' }
  beforeEach(() => db().user.deleteMany({ where: { email: 'ada@new.test' } }))

  test('makes a person with a team of their own', async () => {
    const { team: made } = await signUp(ctx, { ...person, teamName: 'Engines' })
    expect(made).toMatchObject({ slug: 'engines', role: 'owner' })
    const user = await db().user.findUniqueOrThrow({
      where: { email: 'ada@new.test' },
      include: { sessions: true },
    })
    expect(user.sessions).toHaveLength(1)
    expect(await listTeams(user.id)).toEqual([made])
  })

  test('joins the team of an invitation', async () => {
    const { token } = await inviteMember(team.owner, { role: 'viewer' })
    const { team: joined } = await signUp(ctx, { ...person, invitationToken: token })
    expect(joined).toMatchObject({ slug: 'red', role: 'viewer' })
    expect((await findInvitation(token))?.state).toBe('accepted')
  })

  test('with a stale invitation still makes the person, who then chooses a team', async () => {
    const outcome = await signUp(ctx, { ...person, invitationToken: 'long-gone' })
    expect(outcome).toEqual({ team: null, notice: 'This invitation link is not valid.' })
    expect(await db().user.count({ where: { email: 'ada@new.test' } })).toBe(1)
  })

  test('refuses a known address, a short password and a missing team', async () => {
    const known = { ...person, email: 'owner@red.test', teamName: 'X' }
    expect((await expectRefused(signUp(ctx, known), 'conflict')).fields).toHaveProperty('email')
    const short = await expectRefused(
      signUp(ctx, { ...person, password: 'short', teamName: 'X' }),
      'invalid-input',
    )
    expect(short.fields).toEqual({ password: 'At least 10 characters.' })
    expect((await expectRefused(signUp(ctx, person), 'invalid-input')).fields).toHaveProperty('teamName')
  })

  test('is open with a key in the environment only when the server says so', async () => {
    withEnv('ANTHROPIC_API_KEY', 'env-key')
    withEnv('ASSAY_SIGN_UP', 'open')
    expect((await signUp(ctx, { ...person, teamName: 'X' })).team?.role).toBe('owner')
  })

  test.each([
    ['where the server says so', 'ASSAY_SIGN_UP', 'invited'],
    ['where the environment has a key that strangers could spend', 'ANTHROPIC_API_KEY', 'env-key'],
  ])('is by invitation %s, but for the first person', async (_where, name, value) => {
    team = await seedTeam({ slug: `by-${value}`, canSignIn: true })
    withEnv(name, value)
    const { token } = await inviteMember(team.owner, { role: 'member' })
    await expectRefused(signUp(ctx, { ...person, teamName: 'X' }), 'forbidden')
    expect(await db().user.count({ where: { email: 'ada@new.test' } })).toBe(0)
    expect((await signUp(ctx, { ...person, invitationToken: token })).team?.slug).toBe(team.owner.teamSlug)
    await db().$executeRaw`TRUNCATE "user", team CASCADE`
    expect((await signUp(ctx, { ...person, teamName: 'First' })).team?.slug).toBe('first')
  })
})

describe('sessions', () => {
  const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const enter = (userAgent: string, email: string) =>
    auth().handler(
      post(
        '/sign-in/email',
        { email, password: SEED_PASSWORD },
        { origin: 'http://localhost:4711', 'user-agent': userAgent },
      ),
    )

  test('are listed, this one first, and ended one by one; nobody ends another’s', async () => {
    const team = await seedTeam({ slug: 'blue', canSignIn: true })
    const here = cookieOf(await enter('Mozilla/5.0 (X11; Linux) Firefox/140.0', 'owner@blue.test'))
    const there = cookieOf(await enter('curl/8.5.0', 'owner@blue.test'))
    const foreign = cookieOf(await enter('curl/8.5.0', 'admin@blue.test'))
    request.headers = new Headers({ cookie: here })
    const sessions = await listSessions(team.owner)
    expect(sessions.map(({ browser, isThis }) => [browser, isThis])).toEqual([
      ['Firefox on Linux', true],
      ['curl', false],
    ])
    const ids = [sessions[1]?.id ?? '']
    await expectRefused(endSessions(team.admin, { ids }), 'not-found')
    expect(await findPerson(new Headers({ cookie: there }))).not.toBeNull()
    expect(await endSessions(team.owner, { ids })).toEqual({ ended: 1 })
    expect(await findPerson(new Headers({ cookie: there }))).toBeNull()
    expect(await findPerson(new Headers({ cookie: here }))).not.toBeNull()

    const admin = await db().member.findFirstOrThrow({ where: { userId: team.admin.userId } })
    await expectRefused(endMemberSessions(team.member, { memberId: admin.id }), 'forbidden')
    expect(await endMemberSessions(team.owner, { memberId: admin.id })).toEqual({ ended: 1 })
    expect(await findPerson(new Headers({ cookie: foreign }))).toBeNull()
  })
})
