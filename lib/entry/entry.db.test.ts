import { beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { auth } from '@/lib/auth/auth'
import { AssayError } from '@/lib/domain/assay-error'
import type { Permission } from '@/lib/domain/roles'
import { Role } from '@/lib/domain/words'
import type { TeamContext } from '@/lib/teams/team-context'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { defineAction } from './define-action'
import { defineRoute } from './define-route'
import { loadPersonPage } from './load-person-page'
import { loadTeamPage } from './load-team-page'

const request = vi.hoisted(() => ({ headers: new Headers() }))
vi.mock('next/headers', () => ({ headers: async () => request.headers }))

let team: SeededTeam
const cookies = new Map<string, string>()

async function cookieOf(person: TeamContext): Promise<string> {
  const email = `${person.role}@${person.teamSlug}.test`
  const { headers } = await auth().api.signInEmail({
    body: { email, password: SEED_PASSWORD },
    returnHeaders: true,
  })
  return headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

beforeAll(async () => {
  team = await seedTeam({ slug: 'red', canSignIn: true })
  await seedTeam({ slug: 'blue' })
  for (const role of Role.options) cookies.set(role, await cookieOf(team[role]))
})

function signedInAs(role: Role | null): void {
  request.headers = new Headers(role === null ? {} : { cookie: cookies.get(role) ?? '' })
}

/** The `digest` that Next gives a redirect or a not-found, thrown by pages. */
async function digestOf(page: Promise<unknown>): Promise<string> {
  const thrown: unknown = await page.then(
    () => new Error('It was shown.'),
    (error: unknown) => error,
  )
  if (typeof thrown !== 'object' || thrown === null || !('digest' in thrown)) throw thrown
  return String(thrown.digest)
}

describe('an action', () => {
  const echo = (permission: Permission) =>
    defineAction({
      name: 'echo',
      permission,
      input: z.object({ text: z.string().min(1, 'Say something.') }),
      handler: async (ctx, input) => ({ ...input, teamId: ctx.teamId, role: ctx.role }),
    })

  test('hands the context of its team and the parsed input to its verb', async () => {
    signedInAs('member')
    const data = { text: 'hi', teamId: team.member.teamId, role: 'member' }
    expect(await echo('launch')({ team: 'red', text: 'hi', more: 1 })).toEqual({ ok: true, data })
    const form = new FormData()
    form.set('team', 'red')
    form.set('text', 'hi')
    expect(await echo('launch')(form)).toEqual({ ok: true, data })
  })

  test.each([
    ['signed out', null, { team: 'red', text: 'x' }, 'not-signed-in'],
    ['another team', 'owner', { team: 'blue', text: 'x' }, 'not-found'],
    ['no such team', 'owner', { team: 'nope', text: 'x' }, 'not-found'],
    ['no team', 'owner', { text: 'x' }, 'not-found'],
    ['a team that is no text', 'owner', { team: { contains: '' }, text: 'x' }, 'not-found'],
    ['nothing at all', 'owner', undefined, 'not-found'],
    ['a weaker role', 'viewer', { team: 'red', text: 'x' }, 'forbidden'],
    ['wrong input', 'owner', { team: 'red', text: '' }, 'invalid-input'],
  ] as const)('refuses: %s', async (_what, role, input, code) => {
    signedInAs(role)
    const result = await echo('launch')(input)
    expect(result).toMatchObject({ ok: false, code })
    if (code === 'invalid-input') expect(result).toMatchObject({ fields: { text: 'Say something.' } })
  })

  test('another team and no team look alike', async () => {
    signedInAs('owner')
    const [other, none] = await Promise.all(
      ['blue', 'nope'].map((slug) => echo('view')({ team: slug, text: 'x' })),
    )
    expect({ ...other, requestId: '' }).toEqual({ ...none, requestId: '' })
  })

  test('keeps what went wrong inside to itself, under a request id', async () => {
    signedInAs('owner')
    request.headers.set('x-request-id', 'trace-12345678')
    const broken = defineAction({
      name: 'broken',
      permission: 'anyone',
      input: z.unknown(),
      handler: async () => {
        throw new Error('SELECT secret FROM table')
      },
    })
    const result = await broken({})
    expect(result).toMatchObject({ ok: false, code: 'unexpected', requestId: 'trace-12345678' })
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(JSON.stringify(result)).toContain('id trace-12345678')
  })

  test('takes no request id that could forge a log line', async () => {
    signedInAs(null)
    request.headers.set('x-request-id', 'a b"}')
    const result = await echo('view')({ team: 'red', text: 'x' })
    expect(result).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f]{16}$/) })
  })

  test('for a signed-in person needs no team', async () => {
    const whoAmI = defineAction({
      name: 'who-am-i',
      permission: 'signed-in',
      input: z.object({}),
      handler: async (ctx) => ctx.userName,
    })
    signedInAs('viewer')
    expect(await whoAmI({})).toEqual({ ok: true, data: team.viewer.userName })
    signedInAs(null)
    expect(await whoAmI({})).toMatchObject({ ok: false, code: 'not-signed-in' })
  })
})

describe('a route', () => {
  const call = async (role: Role | null, slug: string, query = '', headers: Record<string, string> = {}) => {
    const route = defineRoute({
      permission: 'review',
      params: z.object({ id: z.string() }),
      query: z.object({
        n: z.coerce.number().default(1),
        tag: z.union([z.string(), z.array(z.string())]).optional(),
      }),
      handler: async (ctx, { params, query: parsed }) => {
        if (params.id === 'gone') throw new AssayError('not-found', 'It is gone.')
        if (params.id === 'bug') throw new Error('secret')
        return { ...params, ...parsed, teamId: ctx.teamId, small: 5n, large: 2n ** 60n, nothing: undefined }
      },
    })
    const cookie = { cookie: role === null ? '' : (cookies.get(role) ?? '') }
    const id = slug.split('/')[1] ?? 'x'
    const params = Promise.resolve({ team: slug.split('/')[0], id })
    const response = await route(
      new Request(`http://localhost/api?${query}`, { headers: { ...cookie, ...headers } }),
      { params },
    )
    return { status: response.status, headers: response.headers, body: await response.json() }
  }

  test('answers JSON that no cache keeps; large integers are exact', async () => {
    const { status, headers, body } = await call('member', 'red', 'n=7&tag=a&tag=b')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(body).toEqual({
      id: 'x',
      n: 7,
      tag: ['a', 'b'],
      teamId: team.member.teamId,
      small: 5,
      large: '1152921504606846976',
    })
  })

  test.each([
    [null, 'red', '', 401, 'not-signed-in'],
    ['owner', 'blue', '', 404, 'not-found'],
    ['owner', 'nope', '', 404, 'not-found'],
    ['viewer', 'red', '', 403, 'forbidden'],
    ['member', 'red', 'n=x', 400, 'invalid-input'],
    ['member', 'red/gone', '', 404, 'not-found'],
    ['member', 'red/bug', '', 500, 'unexpected'],
  ] as const)('as %s in %s?%s answers %d', async (role, slug, query, status, code) => {
    const answer = await call(role, slug, query, { 'x-request-id': 'trace-12345678' })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ code, requestId: 'trace-12345678' })
    expect(answer.headers.get('x-request-id')).toBe('trace-12345678')
    expect(JSON.stringify(answer.body)).not.toContain('secret')
  })
})

test('a route without parameters is called with none', async () => {
  const route = defineRoute({ permission: 'anyone', handler: async () => ({ fine: true }) })
  const response = await route(new Request('http://localhost/api'), { params: Promise.resolve(undefined) })
  expect([response.status, await response.json()]).toEqual([200, { fine: true }])
})

describe('a page', () => {
  test('is shown to members of its team', async () => {
    signedInAs('viewer')
    expect(await loadTeamPage('red')).toMatchObject({ teamId: team.viewer.teamId, role: 'viewer' })
    expect((await loadPersonPage('/new-team')).userId).toBe(team.viewer.userId)
  })

  test('leads the signed-out to the sign-in page and back', async () => {
    signedInAs(null)
    expect(await digestOf(loadTeamPage('red'))).toContain('/sign-in?next=%2Ft%2Fred')
    request.headers.set('x-assay-page', '/t/red/runs?verdict=verified')
    const next = encodeURIComponent('/t/red/runs?verdict=verified')
    expect(await digestOf(loadTeamPage('red'))).toContain(`/sign-in?next=${next};`)
    expect(await digestOf(loadPersonPage('/invite/abc'))).toContain('/sign-in?next=%2Finvite%2Fabc')
  })

  test('of another team is not there', async () => {
    signedInAs('viewer')
    expect(await digestOf(loadTeamPage('blue'))).toContain('404')
    expect(await digestOf(loadTeamPage('nope'))).toContain('404')
  })
})
