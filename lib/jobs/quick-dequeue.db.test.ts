import { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database'
import { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { db, pool as ownPool } from '@/lib/db/db'
import { env } from '@/lib/env'
import { ENGINE_APPLICATION, ENGINE_VERSION } from '@/lib/runs/durable/engine-names'
import { makeDequeueQuick } from './quick-dequeue'

const kept = vi.hoisted(() => ({ record: vi.fn<() => Promise<number>>() }))
vi.mock('@/lib/runs/kept-answers/record-kept-answers', () => ({ recordKeptAnswers: kept.record }))

const QUEUE = 'a-queue'
const serializer = { name: () => 'json', parse: (text: string | null) => text, stringify: String }
let pool: pg.Pool
let engine: SystemDatabase
let statements = 0

beforeAll(() => {
  pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 1 })
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    client.query = new Proxy(client.query, {
      apply(_target, _self, given: Parameters<typeof query>) {
        statements += 1
        return Reflect.apply(query, client, given)
      },
    })
  })
  const options = [undefined, pool, 'dbos', false] as const
  engine = new SystemDatabase(env().DATABASE_URL, new GlobalLogger(), serializer, ...options)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await pool.end()
})

/** Puts flows into the queue, each into its partition; null: into none. */
async function enqueue(partitions: (string | null)[], application: string | null = ENGINE_APPLICATION) {
  for (const partition of partitions) {
    await db().$executeRaw`
      INSERT INTO dbos.workflow_status (workflow_uuid, status, name, queue_name, queue_partition_key, application_name,
        application_version, priority, created_at, updated_at)
      VALUES (gen_random_uuid()::text, 'ENQUEUED', 'test', ${QUEUE}, ${partition}, ${application}, ${ENGINE_VERSION}, 0,
        (SELECT count(*) FROM dbos.workflow_status WHERE status = 'ENQUEUED'), 0)`
  }
}

function queueOf(partitionWorkerConcurrency: number) {
  const record = { name: QUEUE, partitionWorkerConcurrency }
  return Object.assign(Object.create(null), record) as Parameters<
    typeof engine.findAndMarkStartableWorkflows
  >[0]
}

async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const before = statements
  await work()
  return statements - before
}

it('claims as the engine does, the oldest first', async () => {
  const queue = queueOf(2)
  const claim = () =>
    engine.findAndMarkStartableWorkflows(queue, 'a-worker', ENGINE_VERSION, 'x', 0, 0, 'owner')
  const claimed = (ids: string[]) =>
    db().$queryRaw<unknown[]>`
        SELECT to_jsonb(flow) - '{workflow_uuid,started_at_epoch_ms,updated_at}'::text[] AS row,
          started_at_epoch_ms = updated_at AND updated_at > 0 AS now
        FROM dbos.workflow_status AS flow WHERE workflow_uuid = ANY(${ids}::text[]) ORDER BY created_at`
  await enqueue(['x', 'x', 'x'])
  const own = await claimed(await claim())
  await db().$executeRaw`DELETE FROM dbos.workflow_status`
  makeDequeueQuick()
  await enqueue(['x', 'x', 'x'])
  await enqueue(['x'], null)
  let ids: string[] = []
  // In one statement, not of the engine's.
  const statements = await countStatements(async () => {
    ids = await claim()
  })
  expect(statements).toBe(0)
  expect(await claimed(ids)).toEqual(own)
  expect(own).toHaveLength(2)
  expect(await claim()).toHaveLength(2)
  expect(await claim()).toEqual([])
})

it('hands on what another worker had begun only when the answers that are kept here are on record', async () => {
  await db().$executeRaw`DELETE FROM dbos.workflow_status`
  makeDequeueQuick()
  const claim = () =>
    engine.findAndMarkStartableWorkflows(queueOf(2), 'a-worker', ENGINE_VERSION, 'x', 0, 0, 'owner')
  const events: string[] = []
  kept.record.mockReset().mockImplementation(async () => {
    await db().$queryRaw`SELECT 1`
    return events.push('on record')
  })
  await enqueue(['x'])
  expect(await claim()).toHaveLength(1)
  expect(events).toEqual([])
  // As the reaper of another machine does; the steps that were done were kept back, and nothing is stored of it.
  await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'ENQUEUED', owner_xid = NULL`
  events.push(`claimed ${(await claim()).length}`)
  expect(events).toEqual(['on record', 'claimed 1'])
})

it('looks for what waits ten times a second, and claims in between where more waits than was taken', async () => {
  await db().$executeRaw`DELETE FROM dbos.workflow_status`
  await enqueue(['b', 'a', 'a', 'c', null])
  await enqueue(['another application'], 'another')
  let nowMs = 1000
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
  makeDequeueQuick()
  const running = (ofEach: number) => {
    engine.runningWorkflowMap.clear()
    for (const queuePartitionKey of ['a', 'b', 'c'])
      for (let flow = 0; flow < ofEach; flow++) {
        const entry = { promise: Promise.resolve(), queueName: QUEUE, queuePartitionKey, release: () => {} }
        engine.runningWorkflowMap.set(`${queuePartitionKey} ${flow}`, [entry])
      }
  }
  const sent = vi.spyOn(ownPool(), 'query')
  const looks = async () => {
    sent.mockClear()
    let found: string[] = []
    const ofEngine = await countStatements(async () => {
      found = await engine.getQueuePartitions(QUEUE)
    })
    return { asked: ofEngine + sent.mock.calls.length, found }
  }
  expect(await looks()).toEqual({ asked: 1, found: ['a', 'b', 'c'] })
  const queue = queueOf(2)
  const claim = (count: number, partition = 'a') =>
    engine.findAndMarkStartableWorkflows(queue, 'a-worker', ENGINE_VERSION, partition, count, count, 'owner')
  // One place, one claimed: more may wait there, which is known without asking. A full partition is not begun with.
  expect(await claim(1)).toHaveLength(1)
  expect(await looks()).toEqual({ asked: 0, found: ['a', 'b', 'c'] })
  expect(await countStatements(() => claim(2))).toBe(0)
  running(2)
  expect(await looks()).toEqual({ asked: 0, found: [] })
  running(0)
  // Two places, one claimed: nothing is left.
  expect(await claim(0)).toHaveLength(1)
  expect(await looks()).toEqual({ asked: 0, found: ['b', 'c'] })
  nowMs += 100
  // What waits in the last one is for another version: the next look is soon enough.
  await db().$executeRaw`
    UPDATE dbos.workflow_status SET application_version = 'another' WHERE queue_partition_key = 'c'`
  await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'PENDING' WHERE queue_partition_key = 'b'`
  expect(await looks()).toEqual({ asked: 1, found: ['c'] })
  expect(await claim(0, 'c')).toEqual([])
  expect(await looks()).toEqual({ asked: 0, found: [] })
  nowMs += 100
  // Nothing waits any more.
  await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'PENDING' WHERE queue_name = ${QUEUE}`
  expect(await looks()).toEqual({ asked: 1, found: [] })
  expect(await looks()).toEqual({ asked: 0, found: [] })
})
