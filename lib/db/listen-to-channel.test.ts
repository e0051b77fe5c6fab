import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** A database that ends, and comes back as a standby at first, which lets nobody listen. */
const database = vi.hoisted(() => ({
  isStandby: false,
  refused: 0,
  ended: 0,
  last: null as EventEmitter | null,
}))

vi.mock('@/lib/env', async (original) => ({
  ...(await original<typeof import('@/lib/env')>()),
  env: () => ({ DATABASE_URL: 'postgres://nowhere' }),
}))
vi.mock('pg', () => ({
  default: {
    Client: class extends EventEmitter {
      async connect() {
        database.last = this
      }
      async end() {
        database.ended += 1
        this.emit('end')
      }
      async query() {
        if (!database.isStandby) return
        database.refused += 1
        throw new Error('cannot execute LISTEN during recovery')
      }
    },
  },
}))

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

it('where listening is refused it is tried again on another connection, until it is allowed', async () => {
  const { listenToChannel } = await import('./listen-to-channel')
  let reconnected = 0
  await listenToChannel(
    'a_channel',
    () => undefined,
    () => {
      reconnected += 1
    },
  )
  database.isStandby = true
  database.last?.emit('end')
  for (let second = 0; second < 3; second += 1) await vi.advanceTimersByTimeAsync(1_000)
  expect([database.refused, database.ended, reconnected]).toEqual([3, 3, 0])
  database.isStandby = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect([database.ended, reconnected]).toEqual([3, 1])
})
