import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import { addPathProject } from '@/lib/imports/add-path-project'
import { cancelImport } from '@/lib/imports/cancel-import'
import { importFlowId } from '@/lib/imports/import-flow'
import { retryImport } from '@/lib/imports/retry-import'
import { getProject } from '@/lib/projects/get-project'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'
import { endLostImports } from './end-lost-imports'

let ctx: TeamContext
let other: TeamContext
let folder: string

beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'imports' })).member
  other = (await seedTeam({ slug: 'others' })).member
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-worker-imports-'))
  vi.stubEnv('ASSAY_DATA', path.join(folder, 'data'))
  vi.stubEnv('ASSAY_PROJECT_PATHS', folder)
  forgetEnv()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

/** A project of one module whose import waits in the queue. */
async function startOne(name: string, of = ctx) {
  await mkdir(path.join(folder, name))
  await writeFile(path.join(folder, name, 'a.py'), `NAME = '${name}'\n`)
  const added = await addPathProject(of, { path: path.join(folder, name) })
  if (added.outcome !== 'importing') throw new Error(added.outcome)
  return { ...added, state: async () => (await getProject(of, added.slug)).importState }
}

const setFlow = (importId: string, status: string, executor: string | null) => db().$executeRaw`
  UPDATE dbos.workflow_status SET status = ${status}, executor_id = ${executor}, updated_at = 0
  WHERE workflow_uuid = ${importFlowId(importId)}`

test('an import whose job is lost ends as failed, to be started again; queued ones are left alone', async () => {
  const [gone, gaveUp, queued] = [await startOne('gone'), await startOne('gave-up'), await startOne('queued')]
  await db().$executeRaw`
    DELETE FROM dbos.workflow_status WHERE workflow_uuid = ${importFlowId(gone.importId)}`
  await setFlow(gaveUp.importId, 'MAX_RECOVERY_ATTEMPTS_EXCEEDED', null)
  expect(await endLostImports()).toBe(2)
  expect(await gone.state()).toMatchObject({
    status: 'failed',
    errorText: 'The job of this import was lost. Start it again.',
  })
  expect((await gaveUp.state())?.errorText).toMatch(/went down again and again .* Start it again\.$/)
  expect(await queued.state()).toMatchObject({ status: 'running', phase: 'queued' })
  expect(await endLostImports()).toBe(0)
  await retryImport(ctx, gone)
  expect(await gone.state()).toMatchObject({ status: 'running' })
  for (const one of [gone, queued]) await cancelImport(ctx, one)
})

const untilEnded = ({ state }: Awaited<ReturnType<typeof startOne>>) =>
  waitFor('its end', async () => {
    const now = await state()
    return now?.status !== 'running' && now
  })

const flowOf = async (importId: string) => {
  const rows = await db().$queryRaw<{ status: string; partition: string | null }[]>`
    SELECT status, queue_partition_key AS partition FROM dbos.workflow_status
    WHERE workflow_uuid = ${importFlowId(importId)}`
  return rows[0]
}

test('imports of a team that hang keep no other team’s waiting', async () => {
  const hanging = [await startOne('one'), await startOne('two'), await startOne('three')]
  const prompt = await startOne('prompt', other)
  const beforePartitions = hanging[0]?.importId ?? ''
  await db().$executeRaw`
    UPDATE dbos.workflow_status SET queue_partition_key = NULL
    WHERE workflow_uuid = ${importFlowId(beforePartitions)}`
  const worker = await db().$transaction(
    async (tx) => {
      // An import writes what it is at into its project: it waits for as long as the row is locked.
      await tx.$queryRaw`
        SELECT id FROM project WHERE id = ANY(${hanging.map(({ projectId }) => projectId)}) FOR UPDATE`
      const started = await startTestWorker()
      expect(await untilEnded(prompt)).toMatchObject({ status: 'done' })
      const flows = await Promise.all(hanging.map(({ importId }) => flowOf(importId)))
      expect(flows.map((flow) => flow?.status).sort()).toEqual(['ENQUEUED', 'PENDING', 'PENDING'])
      return started
    },
    { timeout: 50_000 },
  )
  for (const one of hanging) expect(await untilEnded(one)).toMatchObject({ status: 'done' })
  expect(await flowOf(beforePartitions)).toEqual({ status: 'SUCCESS', partition: ctx.teamId })
  await worker.stop()
})

test('a worker imports what waits, and takes up what a killed one left', async () => {
  const [waiting, left, cancelled] = [
    await startOne('waiting'),
    await startOne('left'),
    await startOne('cancelled'),
  ]
  await setFlow(left.importId, 'PENDING', 'a-worker-that-was-killed')
  await cancelImport(ctx, cancelled)
  await startTestWorker()
  for (const one of [waiting, left]) {
    expect(await untilEnded(one)).toMatchObject({ status: 'done', result: { moduleCount: 1 } })
  }
  expect(await cancelled.state()).toMatchObject({ status: 'cancelled' })
}, 30_000)
