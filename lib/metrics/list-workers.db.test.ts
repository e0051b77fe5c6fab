import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { WorkerRow } from '@/lib/domain/worker'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { listWorkers } from './list-workers'

let team: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
})

/** A worker whose last beat is `secondsAgo` by the database's clock. */
async function beat(id: string, secondsAgo: number, stopped = false): Promise<void> {
  await db().$executeRaw`
    INSERT INTO worker (id, host, pid, version, "startedAt", "heartbeatAt", "stoppedAt")
    VALUES (${id}, 'machine', 7, 'v1', now() AT TIME ZONE 'UTC',
            (now() AT TIME ZONE 'UTC') - ${secondsAgo} * interval '1 second',
            CASE WHEN ${stopped} THEN now() AT TIME ZONE 'UTC' END)`
}

test('says of each worker of the last day whether it is alive, silent or stopped; the liveliest first', async () => {
  await beat('gone', 2 * 24 * 3600)
  await beat('silent', 60)
  await beat('stopped', 30, true)
  await beat('alive', 1)
  const workers = (await listWorkers(team.viewer)).map((worker) => WorkerRow.parse(worker))
  expect(workers.map(({ id, state }) => [id, state])).toEqual([
    ['alive', 'alive'],
    ['stopped', 'stopped'],
    ['silent', 'silent'],
  ])
  const silentMs = workers[2]?.silentMs ?? 0
  expect(silentMs).toBeGreaterThanOrEqual(60_000)
  expect(silentMs).toBeLessThan(90_000)
})
