// @module-tag promise
import { Error as EngineError } from '@dbos-inc/dbos-sdk'
import { runWithTopContext } from '@dbos-inc/dbos-sdk/internal/context'
import { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database'
import { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { always, type StepDebt } from '@/lib/db/step-debt'
import { env } from '@/lib/env'
import { noteEnded } from './flow-ends'
import { noteClaimed } from './fresh-flows'
import { noteRepeatable } from './late-steps'
import { makeCheckpointsQuick } from './quick-checkpoints'
import { oweFor } from './step-debts'

const OWNER = 'owner-1'
const serializer = { name: () => 'json', parse: (text: string | null) => text, stringify: String }
let pool: pg.Pool
let engine: SystemDatabase
let flows = 0

/** Names of the statements' first words, in the order they were sent. */
let sent: string[] = []

beforeAll(() => {
  pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 2 })
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    client.query = new Proxy(client.query, {
      apply(_target, _self, given: Parameters<typeof query>) {
        sent.push(String(given[0]).trim().split(/\s/)[0] ?? '')
        return Reflect.apply(query, client, given)
      },
    })
  })
  engine = new SystemDatabase(
    env().DATABASE_URL,
    new GlobalLogger(),
    serializer,
    undefined,
    pool,
    'dbos',
    false,
  )
})
afterAll(() => pool.end())

async function newFlow(): Promise<string> {
  flows += 1
  const flowId = `flow-${flows}`
  await db().$executeRaw`
    INSERT INTO dbos.workflow_status (workflow_uuid, status, name, owner_xid, created_at, updated_at)
    VALUES (${flowId}, 'PENDING', 'test', ${OWNER}, 0, 0)`
  return flowId
}

/** As the engine goes through the next step of a flow; what it finds stored at the begin. */
async function stepIn(context: { workflowId: string; curWFFunctionId: number }, endMs: number | null) {
  const { workflowId } = context
  const number = context.curWFFunctionId
  context.curWFFunctionId += 1
  await engine.checkIfCanceled(workflowId)
  const stored = await engine.getOperationResultAndThrowIfCancelled(workflowId, number)
  if (endMs === null) return stored
  const result = { output: '{"a":1}', serialization: 'portable_json' }
  await engine.recordOperationResult(workflowId, number, 'a-step', true, 1, endMs, result)
  return stored
}

/** One step, as of a flow that comes from elsewhere. */
function step(flowId: string, number: number, endMs: number | null) {
  const context = { workflowId: flowId, ownerXid: OWNER, curWFFunctionId: number }
  return runWithTopContext(context, () => stepIn(context, endMs))
}

const rowsOf = (flowId: string) => db().$queryRaw`
  SELECT function_id, output, error, function_name, child_workflow_id, started_at_epoch_ms::int, completed_at_epoch_ms::int,
    serialization, application_name, retention_timestamp > 0 AS kept
  FROM dbos.operation_outputs WHERE workflow_uuid = ${flowId} ORDER BY function_id`

const NO_STATUS = {
  ...{ status: '', workflowName: '', workflowClassName: '', workflowConfigName: '', authenticatedUser: '' },
  ...{ error: null, input: null, assumedRole: '', authenticatedRoles: [], executorId: '', applicationID: '' },
  ...{ priority: 0, serialization: null },
}

const end = (flowId: string, owner: string) =>
  engine.recordWorkflowOutput(flowId, { ...NO_STATUS, workflowUUID: flowId, output: '7' }, owner)

const endOf = (flowId: string) => db().$queryRaw`
  SELECT flow.status, flow.deduplication_id, flow.owner_xid, flow.completed_at = flow.updated_at AS now,
    kept.output, kept.error
  FROM dbos.workflow_status AS flow JOIN dbos.workflow_output AS kept USING (workflow_uuid)
  WHERE workflow_uuid = ${flowId}`

/** All that the engine may meet at a step, and what came of it. */
async function passThrough() {
  const met: Record<string, unknown> = {}
  const meet = async (name: string, work: () => Promise<unknown>) => {
    met[name] = await work().catch((error: Error) => `${error.constructor.name}: ${error.message}`)
  }
  const flowId = await newFlow()
  await meet('nothing stored', () => step(flowId, 0, 10))
  await meet('stored', () => step(flowId, 0, null))
  await meet('stored again by the same', () => step(flowId, 0, 10))
  await meet('stored again by another', () => step(flowId, 0, 11))
  await meet('the next', () => step(flowId, 1, 20))
  await meet('outside of the flow', () => engine.getOperationResultAndThrowIfCancelled(flowId, 1))
  await meet('rows', () => rowsOf(flowId))
  await db()
    .$executeRaw`UPDATE dbos.workflow_status SET owner_xid = 'owner-2' WHERE workflow_uuid = ${flowId}`
  await meet('taken over', () => step(flowId, 2, 30))
  await meet('ended by who was taken over', () => end(flowId, OWNER))
  await meet('rows of who was taken over', () => rowsOf(flowId))
  await meet('ended', () => end(flowId, 'owner-2'))
  await meet('ended twice', () => end(flowId, 'owner-2'))
  await meet('end', () => endOf(flowId))
  await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'CANCELLED' WHERE workflow_uuid = ${flowId}`
  await meet('cancelled', () => step(flowId, 3, 40))
  await meet('cancelled, outside of the flow', () => engine.checkIfCanceled(flowId))
  await meet('ended after its cancel', () => end(flowId, 'owner-2'))
  await meet('no such flow', () => step('gone', 0, 10))
  return JSON.parse(JSON.stringify(met).replaceAll(flowId, 'flow'))
}

describe('checkpoints in one statement', () => {
  it('mean what the engine’s own mean, whatever it meets', async () => {
    const own = await passThrough()
    sent = []
    const flowId = await newFlow()
    await step(flowId, 0, 10)
    expect(sent).toHaveLength(7)
    makeCheckpointsQuick()
    expect(await passThrough()).toEqual(own)
    expect(own.end).toMatchObject([{ status: 'SUCCESS', output: '7', owner_xid: null, now: true }])
    expect(own.rows).toHaveLength(2)
    expect(own.cancelled).toContain(EngineError.DBOSWorkflowCancelledError.name)
    expect(own['taken over']).toContain(EngineError.DBOSWorkflowConflictError.name)
    expect(own['stored again by another']).toContain(EngineError.DBOSStepNondeterminismError.name)
    sent = []
    await step(flowId, 1, 10)
    expect(sent).toEqual(['SELECT', 'WITH'])
    sent = []
    expect(await end(flowId, OWNER)).toBe(true)
    expect(sent).toEqual(['WITH'])
  })

  it('read at a step’s end what the next one begins with, if that follows at once', async () => {
    const flowId = await newFlow()
    const context = { workflowId: flowId, ownerXid: OWNER, curWFFunctionId: 0 }
    const next = () => runWithTopContext(context, () => stepIn(context, 10))
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000)
    sent = []
    await next()
    await next()
    expect(sent).toEqual(['SELECT', 'WITH', 'WITH'])
    clock.mockReturnValue(1100)
    await next()
    expect(sent.slice(3)).toEqual(['SELECT', 'WITH'])
    vi.restoreAllMocks()
    // A replay, at whose begin later steps are stored, finds each.
    const replay = { ...context, curWFFunctionId: 1 }
    expect(await runWithTopContext(replay, () => stepIn(replay, 10))).toMatchObject({ output: '{"a":1}' })
    expect(await runWithTopContext(replay, () => stepIn(replay, null))).toMatchObject({ output: '{"a":1}' })
  })

  it('pay with a step’s end what the step owes, also when its flow is another’s by then', async () => {
    const paid: string[] = []
    const owing = (id: string): StepDebt => ({
      when: sql`(SELECT ok FROM paid) AND (SELECT count(*) FROM costed) >= 0`,
      mustLast: true,
      statement: ({ ctes, last, columns }) => sql`
        WITH costed AS (INSERT INTO price_sync_probe (id) VALUES (${id}) RETURNING id),
        paid AS (SELECT ${id} <> 'unpaid' AS ok), ${ctes},
        after AS (SELECT count(*) FROM ${last}) SELECT (SELECT ok FROM paid) AS "isPaid", ${columns} FROM after`,
      pay: async () => void paid.push(id),
      tell: () => {},
    })
    await db().$executeRaw`CREATE TABLE price_sync_probe (id text PRIMARY KEY)`
    const written = () => db().$queryRaw`SELECT id FROM price_sync_probe ORDER BY id`
    const flowId = await newFlow()
    oweFor(flowId, 0, owing('a'))
    sent = []
    await step(flowId, 0, 10)
    // The step's begin only: its end went with the payment.
    expect(sent).toEqual(['SELECT'])
    expect(await rowsOf(flowId)).toHaveLength(1)
    await db()
      .$executeRaw`UPDATE dbos.workflow_status SET owner_xid = 'owner-2' WHERE workflow_uuid = ${flowId}`
    oweFor(flowId, 1, owing('b'))
    await expect(step(flowId, 1, 20)).rejects.toThrow(EngineError.DBOSWorkflowConflictError)
    expect(await written()).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(paid).toEqual([])
    await db()
      .$executeRaw`UPDATE dbos.workflow_status SET owner_xid = ${OWNER} WHERE workflow_uuid = ${flowId}`
    // Refused by its key, as when it is not known whether it was written: one after the other.
    oweFor(flowId, 2, owing('b'))
    await step(flowId, 2, 30)
    expect(paid).toEqual(['b'])
    expect(await rowsOf(flowId)).toHaveLength(2)
    // Another call of its id came first: not before it is paid is the step recorded.
    oweFor(flowId, 3, { ...owing('unpaid'), pay: async () => expect(await rowsOf(flowId)).toHaveLength(2) })
    await step(flowId, 3, 40)
    expect(await rowsOf(flowId)).toHaveLength(3)
  })

  it('store with a step’s end what the step made, and who waits for it is told after', async () => {
    const told: string[] = []
    const make = (id: string): StepDebt => ({
      statement: ({ ctes, columns }) => sql`
        WITH kept AS (INSERT INTO made_probe (id) VALUES (${id})), ${ctes} SELECT true AS "isPaid", ${columns}`,
      when: always,
      mustLast: false,
      pay: async () => void told.push(`${id} by itself`),
      tell: () => told.push(id),
    })
    await db().$executeRaw`CREATE TABLE made_probe (id text PRIMARY KEY)`
    const flowId = await newFlow()
    expect([oweFor(flowId, 0, make('a')), oweFor(flowId, 0, make('of the same step'))]).toEqual([true, false])
    sent = []
    await step(flowId, 0, 10)
    expect(sent).toEqual(['SELECT'])
    oweFor(flowId, 1, make('a'))
    await step(flowId, 1, 20)
    expect(told).toEqual(['a', 'a by itself'])
    expect(await rowsOf(flowId)).toHaveLength(2)
  })

  it('store what may be done again with the next step, and nothing of it where that is refused', async () => {
    const context = { workflowId: await newFlow(), ownerXid: OWNER, curWFFunctionId: 0 }
    const { workflowId: flowId } = context
    const next = () => runWithTopContext(context, () => stepIn(context, 10))
    await next()
    sent = []
    for (const repeatable of [1, 2]) {
      noteRepeatable(flowId, repeatable)
      await next()
    }
    expect(sent).toEqual([])
    expect(await rowsOf(flowId)).toHaveLength(1)
    await next()
    expect(sent).toEqual(['WITH'])
    const rows = z
      .array(z.object({ function_id: z.number(), output: z.string() }))
      .parse(await rowsOf(flowId))
    expect(rows.map((row) => row.function_id)).toEqual([0, 1, 2, 3])
    expect(new Set(rows.map((row) => row.output))).toEqual(new Set(['{"a":1}']))
    noteRepeatable(flowId, 4)
    await next()
    await db()
      .$executeRaw`UPDATE dbos.workflow_status SET owner_xid = 'owner-2' WHERE workflow_uuid = ${flowId}`
    await expect(next()).rejects.toThrow(EngineError.DBOSWorkflowConflictError)
    expect(await rowsOf(flowId)).toHaveLength(4)
  })

  it('ask nothing at the first step of a flow that was claimed without any, once', async () => {
    const flowId = await newFlow()
    noteClaimed(flowId, true)
    sent = []
    await step(flowId, 0, 10)
    expect(sent).toEqual(['WITH'])
    sent = []
    const again = { workflowId: flowId, ownerXid: OWNER, curWFFunctionId: 1 }
    await runWithTopContext(again, () => engine.checkIfCanceled(flowId))
    expect(sent).toEqual(['SELECT'])
  })

  it('ask nothing at the end of a flow that ended with its run, once, and only if it gave nothing', async () => {
    const flowId = await newFlow()
    const endWith = (output: string) =>
      engine.recordWorkflowOutput(flowId, { ...NO_STATUS, workflowUUID: flowId, output }, OWNER)
    noteEnded(flowId)
    sent = []
    expect([await endWith('null'), sent]).toEqual([true, []])
    expect([await endWith('null'), sent]).toEqual([true, ['WITH']])
    noteEnded(flowId)
    // It has ended by now, with another output than it would.
    expect(await endWith('7')).toBe(false)
  })

  it('read nothing ahead that another step could take for its own', async () => {
    const flowId = await newFlow()
    const context = { workflowId: flowId, ownerXid: OWNER, curWFFunctionId: 1 }
    await runWithTopContext(context, async () => {
      // Asked without a step that follows, as after a durable wait; then the row is written by somebody else.
      await engine.checkIfCanceled(flowId)
      await engine.recordOperationResult(flowId, 1, 'a-step', true, 1, 10, { output: '1' })
      context.curWFFunctionId = 2
      await engine.checkIfCanceled(flowId)
      expect(await engine.getOperationResultAndThrowIfCancelled(flowId, 1)).toMatchObject({ output: '1' })
    })
  })
})
