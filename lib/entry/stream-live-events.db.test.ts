import { afterAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { waitFor } from '@/lib/testing/wait-for'
import { streamLiveEvents } from './stream-live-events'

const open = new AbortController()
afterAll(() => open.abort())

/** Opens a stream and gathers what it says. */
async function listen(teamId: string, gone = new AbortController()) {
  const response = await streamLiveEvents(teamId, AbortSignal.any([gone.signal, open.signal]))
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
