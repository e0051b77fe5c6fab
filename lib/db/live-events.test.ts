import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** A database that answers, or is silent without hanging up, as behind a network that went away, or refuses as a standby. */
const database = vi.hoisted(() => ({
  isSilent: false,
  isStandby: false,
  connections: 0,
  asked: 0,
  refused: 0,
  ended: 0,
}))

vi.mock('@/lib/env', async (original) => ({
  ...(await original<typeof import('@/lib/env')>()),
  env: () => ({ DATABASE_URL: 'postgres://nowhere' }),
}))
vi.mock('pg', () => ({
  default: {
    Client: class extends EventEmitter {
      constructor({ stream }: { stream: () => Socket }) {
        super()
        stream().once('close', () => {
          this.lose(new Error('Connection terminated'))
          this.emit('end')
        })
      }
      private lose: (error: Error) => void = () => undefined
      async connect() {
        database.connections += 1
      }
      async end() {
        database.ended += 1
      }
      query(): Promise<void> {
        database.asked += 1
        if (database.isStandby) {
          database.refused += 1
          return Promise.reject(new Error('cannot execute LISTEN during recovery'))
        }
        return new Promise((resolve, reject) => {
          this.lose = reject
          if (!database.isSilent) resolve()
        })
      }
    },
  },
}))

let live: typeof import('./live-events')
const told: unknown[] = []

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  live = await import('./live-events')
  Object.assign(database, { isSilent: false, connections: 0 })
  await live.subscribeLive((event) => told.push(event))
})
afterEach(() => vi.useRealTimers())

it('who asks whether all was heard waits half a second at most, and a connection that stays silent is made anew', async () => {
  await expect(live.heardUntilNow()).resolves.toBeUndefined()
  database.isSilent = true
  const asked = [live.heardUntilNow(), live.heardUntilNow()].map((heard) => heard.catch(() => 'not sure'))
  await vi.advanceTimersByTimeAsync(500)
  expect(await Promise.all(asked)).toEqual(['not sure', 'not sure'])
  // From then on nobody waits at all.
  const statements = database.asked
  await expect(live.heardUntilNow()).rejects.toThrow('does not listen')
  expect(database.asked).toBe(statements)

  await vi.advanceTimersByTimeAsync(2_500)
  database.isSilent = false
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toEqual(['reconnected'])
  })
  expect(database.connections).toBe(2)
  await expect(live.heardUntilNow()).resolves.toBeUndefined()
})

/** The database's next answer comes when the test says so. */
async function nextAnswer(): Promise<{ answered: Promise<void>; answer: () => void }> {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const { default: pg } = await import('pg')
  vi.spyOn(pg.Client.prototype, 'query').mockReturnValueOnce(answered as never)
  return { answered, answer }
}

it('an answer that is only late is waited for by nobody, and believed again when it is there', async () => {
  const { answered, answer } = await nextAnswer()
  const heard = live.heardUntilNow().catch(() => 'not sure')
  await vi.advanceTimersByTimeAsync(500)
  expect(await heard).toBe('not sure')
  answer()
  await answered
  await vi.waitFor(() => expect(live.heardUntilNow()).resolves.toBeUndefined())
})

it('an answer that came while the process was busy is not late', async () => {
  const { answer } = await nextAnswer()
  const heard = live.heardUntilNow()
  // All at once, as when the process does something else for so long; then what has come is read.
  vi.advanceTimersByTime(500)
  answer()
  await expect(heard).resolves.toBeUndefined()
})

it('a connection on which listening is refused is closed before another is made', async () => {
  database.isSilent = true
  const heard = live.heardUntilNow().catch(() => 'not sure')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await heard).toBe('not sure')
  Object.assign(database, { isSilent: false, isStandby: true })
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(1_000)
    expect(database.refused).toBeGreaterThan(1)
  })
  database.isStandby = false
  await vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(1_000)
    await live.heardUntilNow()
  })
  expect(database.ended).toBe(database.refused)
})
