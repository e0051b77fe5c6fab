import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { cancelFlows } from '@/lib/runs/durable/cancel-flows'
import { ENGINE_APPLICATION, ENGINE_VERSION, runFlowId } from '@/lib/runs/durable/engine-names'
import { saveEdit } from '@/lib/runs/save-edit'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { deleteOldFlows } from './delete-old-flows'
import { endLostRuns } from './end-lost-runs'
import { engineLogger } from './engine-logger'
import { resumeOrphans } from './resume-orphans'

let ctx: TeamContext
beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'lost' })).member
})

// What an earlier test left cancelled or ended would be lost too, five seconds later.
beforeEach(async () => {
  await db().run.updateMany({ data: { status: 'done' } })
})

async function seedRun(): Promise<{ id: string; flowId: string }> {
  const { runIds } = await seedQueuedRuns(ctx, { 'a.py': 'x = 1\n' })
  const id = runIds['a.py'] ?? ''
  return { id, flowId: runFlowId(id, 1) }
}

/** The engine's row of a flow, but for what differs by nature: its times and its name. */
async function flowRow(flowId: string): Promise<Record<string, unknown>> {
  const rows = await db().$queryRaw`SELECT * FROM dbos.workflow_status WHERE workflow_uuid = ${flowId}`
  const [row] = z.array(z.record(z.string(), z.unknown())).parse(rows)
  const { workflow_uuid, created_at, updated_at, completed_at, inputs, ...rest } = row ?? {}
  return { ...rest, isCompleted: completed_at !== null }
}

describe('cancelling by our own statement', () => {
  test('leaves the same row as the engine’s own cancel', async () => {
    const [ours, theirs, running] = [await seedRun(), await seedRun(), await seedRun()]
    await db().$executeRaw`UPDATE dbos.workflow_status
      SET status = 'PENDING', executor_id = 'w', started_at_epoch_ms = 1 WHERE workflow_uuid = ${running.flowId}`
    const client = await DBOSClient.create({
      systemDatabaseUrl: process.env.DATABASE_URL ?? '',
      applicationName: ENGINE_APPLICATION,
      logger: engineLogger,
    })
    await client.cancelWorkflow(theirs.flowId)
    await client.destroy()
    await db().$transaction((tx) => cancelFlows(tx, [ours.flowId, running.flowId]))
    expect(await flowRow(ours.flowId)).toEqual(await flowRow(theirs.flowId))
    expect(await flowRow(running.flowId)).toMatchObject({
      status: 'CANCELLED',
      owner_xid: null,
      queue_name: null,
    })
  })

  test('does not touch what has ended', async () => {
    const { flowId } = await seedRun()
    await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'SUCCESS' WHERE workflow_uuid = ${flowId}`
    await db().$transaction((tx) => cancelFlows(tx, [flowId]))
    expect((await flowRow(flowId)).status).toBe('SUCCESS')
  })
})

describe('a run whose job is lost', () => {
  const setFlow = (flowId: string, status: string, version = ENGINE_VERSION) =>
    db().$executeRaw`UPDATE dbos.workflow_status
      SET status = ${status}, updated_at = 0, application_version = ${version} WHERE workflow_uuid = ${flowId}`

  test('is ended with a reason; runs that still have a job are left alone', async () => {
    const [gone, failed, gaveUp, cancelled, old, queued, running] = await Promise.all(
      Array.from({ length: 7 }, () => seedRun()),
    )
    if (!gone || !failed || !gaveUp || !cancelled || !old || !queued || !running)
      throw new Error('not seeded')
    await db().run.updateMany({
      where: { id: { in: [failed.id, gaveUp.id, running.id] } },
      data: { status: 'running', startedAt: new Date() },
    })
    await db().$executeRaw`DELETE FROM dbos.workflow_status WHERE workflow_uuid = ${gone.flowId}`
    await setFlow(failed.flowId, 'ERROR')
    await setFlow(gaveUp.flowId, 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')
    await setFlow(cancelled.flowId, 'CANCELLED')
    await setFlow(old.flowId, 'PENDING', 'an-older-version')
    await setFlow(running.flowId, 'PENDING')

    expect(await endLostRuns()).toBe(5)
    const rows = await db().run.findMany({ select: { id: true, status: true, errorText: true } })
    const of = (run: { id: string }) => rows.find((row) => row.id === run.id)
    expect(of(gone)).toMatchObject({ status: 'failed', errorText: 'The job of this run was lost. Retry it.' })
    expect(of(failed)?.errorText).toContain(failed.id)
    expect(of(gaveUp)?.errorText).toContain('went down again and again')
    expect(of(cancelled)).toMatchObject({ status: 'cancelled', errorText: null })
    expect(of(old)?.errorText).toContain('upgraded')
    expect(of(queued)?.status).toBe('queued')
    expect(of(running)?.status).toBe('running')
    // Nobody would ever take it up.
    expect((await flowRow(old.flowId)).status).toBe('CANCELLED')
    expect((await flowRow(queued.flowId)).status).toBe('ENQUEUED')
    expect(await endLostRuns()).toBe(0)
  })
})

describe('an edit whose check is lost', () => {
  test('says so instead of waiting for ever, and may be saved again as it is', async () => {
    const { id: runId } = await seedRun()
    const base = { runId, teamId: ctx.teamId, kind: 'tests', path: 'test_a.py', language: 'python' }
    const draft = { origin: 'model', content: 'a', contentHash: 'a', verdict: 'verified', verdictText: '' }
    await db().artifact.create({ data: { ...base, ...draft, id: `${runId}.1`, version: 1 } })
    const { artifactId } = await saveEdit(ctx, { runId, content: 'b' })
    const textNow = async () =>
      (await db().artifact.findUniqueOrThrow({ where: { id: artifactId } })).verdictText
    expect(await endLostRuns()).toBe(0)
    expect(await textNow()).toBe('Waiting for its check …')
    await expect(saveEdit(ctx, { runId, content: 'b' })).rejects.toThrow('Nothing was changed')

    await db().$executeRaw`UPDATE dbos.workflow_status
      SET status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED', updated_at = 0
      WHERE workflow_uuid = ${`recheck:${artifactId}`}`
    expect(await endLostRuns()).toBe(1)
    expect(await textNow()).toMatch(/could not be checked: The worker went down .* Save it again\./)
    expect(await endLostRuns()).toBe(0)
    expect((await saveEdit(ctx, { runId, content: 'b' })).version).toBe(3)
  })
})

describe('flows whose worker is gone, and flows that ended long ago', () => {
  beforeAll(async () => {
    DBOS.setConfig({
      name: ENGINE_APPLICATION,
      systemDatabaseUrl: process.env.DATABASE_URL ?? '',
      applicationVersion: ENGINE_VERSION,
      executorID: 'cleaner',
      listenQueues: [],
      logger: engineLogger,
    })
    await DBOS.launch()
  })
  afterAll(() => DBOS.shutdown())

  test('the first are put back; those of another version are nobody’s orphans', async () => {
    const [ours, old] = [await seedRun(), await seedRun()]
    const host = { host: 'here', pid: 1, version: ENGINE_VERSION, heartbeatAt: new Date(0) }
    await db().worker.createMany({ data: ['gone', 'long-gone'].map((id) => ({ ...host, id })) })
    const hold = (flowId: string, worker: string, version: string) =>
      db().$executeRaw`UPDATE dbos.workflow_status SET status = 'PENDING', executor_id = ${worker},
        application_version = ${version} WHERE workflow_uuid = ${flowId}`
    await hold(old.flowId, 'long-gone', 'an-older-version')
    const warn = vi.spyOn(log, 'warn')
    expect(await resumeOrphans('cleaner')).toBe(0)
    expect(warn).not.toHaveBeenCalled()
    await hold(ours.flowId, 'gone', ENGINE_VERSION)
    expect(await resumeOrphans('cleaner')).toBe(1)
    expect(warn).toHaveBeenCalledOnce()
    expect((await flowRow(ours.flowId)).status).toBe('ENQUEUED')
    expect((await flowRow(old.flowId)).status).toBe('PENDING')
    const stopped = await db().worker.findMany({ where: { stoppedAt: { not: null } } })
    expect(stopped.map(({ id }) => id)).toEqual(['gone'])
  })

  test('the last are deleted with their checkpoints; younger and open ones stay', async () => {
    const [old, young, open] = await Promise.all([seedRun(), seedRun(), seedRun()])
    const daysAgo = (days: number) => BigInt(Date.now() - days * 86_400_000)
    await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'SUCCESS', updated_at = ${daysAgo(8)}
      WHERE workflow_uuid = ${old.flowId}`
    await db().$executeRaw`UPDATE dbos.workflow_status SET status = 'SUCCESS', updated_at = ${daysAgo(6)}
      WHERE workflow_uuid = ${young.flowId}`
    await db().$executeRaw`UPDATE dbos.workflow_status SET updated_at = ${daysAgo(30)}
      WHERE workflow_uuid = ${open.flowId}`
    await db().$executeRaw`INSERT INTO dbos.operation_outputs (workflow_uuid, function_id, function_name)
      VALUES (${old.flowId}, 0, 'step'), (${young.flowId}, 0, 'step')`
    await deleteOldFlows()
    const left = z.array(z.object({ id: z.string() }))
    const flows = left.parse(await db().$queryRaw`SELECT workflow_uuid AS id FROM dbos.workflow_status`)
    const ids = flows.map((flow) => flow.id)
    expect(ids).not.toContain(old.flowId)
    expect(ids).toEqual(expect.arrayContaining([young.flowId, open.flowId]))
    const steps = left.parse(await db().$queryRaw`SELECT workflow_uuid AS id FROM dbos.operation_outputs`)
    expect(steps.map((step) => step.id)).toEqual([young.flowId])
  })
})
