import { afterAll, describe, expect, test, vi } from 'vitest'
import { auth } from '@/lib/auth/auth'
import { clientPool, db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { Role } from '@/lib/domain/words'
import { removeMember } from '@/lib/teams/remove-member'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { isStillAllowed } from './authorise'
import { streamLiveEvents } from './stream-live-events'

const HEARTBEAT_MS = 40
const open = new AbortController()
afterAll(() => open.abort())

/** Opens a stream and gathers what it says. */
async function listen(teamId: string, isStillAllowed = async () => true) {
  const gone = new AbortController()
  const clientGone = AbortSignal.any([gone.signal, open.signal])
  const response = await streamLiveEvents(teamId, { clientGone, isStillAllowed, heartbeatMs: HEARTBEAT_MS })
  const said: string[] = []
  const ended = (async () => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const chunk = await reader?.read()
      if (chunk === undefined || chunk.done) return
      said.push(chunk.value)
    }
  })()
  return { response, said, leave: () => gone.abort(), ended }
}

/** The stream as the route opens it for this member of the team `live`. */
async function listenAs(role: Role, teamId: string) {
  const body = { email: `${role}@live.test`, password: SEED_PASSWORD }
  const signedIn = await auth().api.signInEmail({ body, returnHeaders: true })
  const headers = new Headers({ cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' })
  return { headers, ...(await listen(teamId, () => isStillAllowed(headers, 'view', 'live'))) }
}

const change = (teamId: string, id: string) => notify(db(), { teamId, topic: 'run', id })

describe('the live stream of a team', () => {
  test('is an event stream that no proxy may hold back', async () => {
    const { response } = await listen('red')
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
  })

  test('says what changed in this team, and nothing of another', async () => {
    const [red, blue] = [await listen('red'), await listen('blue')]
    await change('blue', 'b1')
    await change('red', 'r1')
    await waitFor('the event', () => red.said.join('').includes('"r1"'), 2000)
    await waitFor('the event', () => blue.said.join('').includes('"b1"'), 2000)
    expect(red.said.join('')).toContain('data: {"teamId":"red","topic":"run","id":"r1"}\n\n')
    expect(red.said.join('')).not.toContain('b1')
    expect(blue.said.join('')).not.toContain('r1')
  })

  test('hears what changes from the moment it is there', async () => {
    const stream = await listen('green')
    await change('green', 'at-once')
    await waitFor('the event', () => stream.said.join('').includes('at-once'), 2000)
  })

  test('ends when the client goes away, and others go on', async () => {
    const [left, stays] = [await listen('red'), await listen('red')]
    left.leave()
    await change('red', 'later')
    await waitFor('the event', () => stays.said.join('').includes('later'), 2000)
    expect(left.said.join('')).not.toContain('later')
  })

  test('ends within one heartbeat for a member who was removed, and others go on', async () => {
    const { owner, viewer } = await seedTeam({ slug: 'live', canSignIn: true })
    const { teamId } = owner
    const removed = await listenAs('viewer', teamId)
    const stays = await listenAs('owner', teamId)
    await waitFor('a heartbeat', () => removed.said.join('').includes(': heartbeat'), 2000)
    const member = await db().member.findFirstOrThrow({ where: { teamId, userId: viewer.userId } })
    await removeMember(owner, { memberId: member.id })
    await removed.ended
    await change(teamId, 'after-removal')
    await waitFor('the event', () => stays.said.join('').includes('after-removal'), 2000)
    expect(removed.said.join('')).not.toContain('after-removal')
  })

  test('ends for a person who signed out', async () => {
    const { id } = await db().team.findUniqueOrThrow({ where: { slug: 'live' } })
    const stream = await listenAs('owner', id)
    await auth().api.signOut({ headers: stream.headers })
    await stream.ended
  })

  test('goes on when asking again fails on our side', async () => {
    const { id } = await db().team.findUniqueOrThrow({ where: { slug: 'live' } })
    const { headers } = await listenAs('owner', id)
    await auth().api.signOut({ headers })
    const restarts = new Error('the database restarts')
    const broken = vi.spyOn(clientPool(), 'query').mockRejectedValue(restarts as never)
    expect(await isStillAllowed(headers, 'view', 'live')).toBe(true)
    broken.mockRestore()
    expect(await isStillAllowed(headers, 'view', 'live')).toBe(false)
  })

  test('tells pages to fetch everything after the database connection was lost', async () => {
    const stream = await listen('red')
    await db().$queryRaw`
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE query LIKE 'LISTEN%' AND datname = current_database()`
    await waitFor('the notice', () => stream.said.join('').includes('"topic":"reconnected"'), 5000)
    await change('red', 'after-reconnect')
    await waitFor('the event', () => stream.said.join('').includes('after-reconnect'), 2000)
  })
})
