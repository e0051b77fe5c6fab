import { DBOS } from '@dbos-inc/dbos-sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { ENGINE_APPLICATION, ENGINE_VERSION, runFlowId } from '@/lib/runs/durable/engine-names'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { endLostRuns } from './end-lost-runs'
import { engineLogger } from './engine-logger'
import { MOST_RESUMES } from './lost-flow'
import { resumeParkedRuns } from './resume-parked-runs'

let ctx: TeamContext

beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'parked' })).member
  DBOS.setConfig({
    name: ENGINE_APPLICATION,
    systemDatabaseUrl: process.env.DATABASE_URL ?? '',
    executorID: 'resumer',
    listenQueues: [],
    logger: engineLogger,
  })
  await DBOS.launch()
})
afterAll(() => DBOS.shutdown())
beforeEach(async () => {
  await db().batchItem.deleteMany()
  await db().run.updateMany({ data: { status: 'done' } })
})

/** A run that waits for a batch, as an outage leaves it: its flow ended long ago, and so did its item. */
async function seedParked(status = 'answered'): Promise<{ runId: string; flowId: string }> {
  const { runIds } = await seedQueuedRuns(ctx, { 'a.py': 'x = 1\n' })
  const runId = runIds['a.py'] ?? ''
  const flowId = runFlowId(runId, 1)
  const { launchId } = await db().run.update({ where: { id: runId }, data: { status: 'running' } })
  await db().$executeRaw`UPDATE dbos.workflow_status
    SET status = 'SUCCESS', updated_at = 0, application_version = ${ENGINE_VERSION} WHERE workflow_uuid = ${flowId}`
  await db().batchItem.create({
    data: {
      ...{ attemptId: `${runId}.1`, teamId: ctx.teamId, runId, tryNumber: 1, launchId, flowId, status },
      ...{ providerId: 'p', model: 'm', request: {}, result: {} },
    },
  })
  await db()
    .$executeRaw`UPDATE batch_item SET "updatedAt" = now() - interval '3 days' WHERE "runId" = ${runId}`
  return { runId, flowId }
}
async function flowStatus(flowId: string): Promise<string> {
  const rows = await db().$queryRaw`SELECT status FROM dbos.workflow_status WHERE workflow_uuid = ${flowId}`
  return z.tuple([z.object({ status: z.string() })]).parse(rows)[0].status
}
const runStatus = async (id: string) => (await db().run.findUniqueOrThrow({ where: { id } })).status

describe('a run whose answer came back long before a worker did', () => {
  it('is not taken for lost, but taken up again', async () => {
    const { runId, flowId } = await seedParked()
    expect(await endLostRuns()).toBe(0)
    expect(await resumeParkedRuns()).toBe(1)
    expect(await flowStatus(flowId)).toBe('ENQUEUED')
    expect(await runStatus(runId)).toBe('running')
  })

  it('is ended with a reason when it does not get on, however often it is taken up', async () => {
    const { runId, flowId } = await seedParked()
    for (let resume = 0; resume < MOST_RESUMES; resume += 1) {
      expect(await resumeParkedRuns()).toBe(1)
      await db()
        .$executeRaw`UPDATE dbos.workflow_status SET status = 'SUCCESS', updated_at = 0 WHERE workflow_uuid = ${flowId}`
    }
    expect(await resumeParkedRuns()).toBe(0)
    expect(await endLostRuns()).toBe(1)
    expect(await runStatus(runId)).toBe('failed')
  })

  it('keeps no other waiting when it cannot be taken up', async () => {
    const stuck = await seedParked()
    const other = await seedParked()
    await db().$executeRawUnsafe(`CREATE FUNCTION refuse_flow() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$`)
    await db().$executeRawUnsafe(`CREATE TRIGGER refuse BEFORE UPDATE ON dbos.workflow_status
      FOR EACH ROW WHEN (OLD.workflow_uuid = '${stuck.flowId}') EXECUTE FUNCTION refuse_flow()`)
    try {
      expect(await resumeParkedRuns()).toBe(1)
    } finally {
      await db().$executeRawUnsafe('DROP TRIGGER refuse ON dbos.workflow_status')
    }
    expect(await flowStatus(stuck.flowId)).toBe('SUCCESS')
    expect(await flowStatus(other.flowId)).toBe('ENQUEUED')
  })
})
