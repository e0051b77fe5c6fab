import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { runFlowId } from '@/lib/runs/durable/engine-names'
import { beginRun } from '@/lib/runs/execution/begin-run'
import { finishRun } from '@/lib/runs/execution/finish-run'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import type { RunOutcome } from '@/lib/workflows/define-workflow'
import { endedFlow, NO_OUTPUT, noteEnded, takeEnded } from './flow-ends'

const OUTCOME: RunOutcome = {
  ...{ source: null, verdict: 'verified', verdictText: 'Fine.', reason: null, reasonText: null },
  ...{ artifacts: [], figures: {}, promptVersion: null },
}

/** A run that is under way by a flow of this owner. */
async function underWay(owner: string) {
  const { member } = await seedTeam({ slug: owner })
  const { runIds } = await seedQueuedRuns(member, { 'one.py': 'x = 1\n' })
  const runId = runIds['one.py'] ?? ''
  const flowId = runFlowId(runId, 1)
  await db().$executeRaw`
    UPDATE dbos.workflow_status SET status = 'PENDING', owner_xid = ${owner} WHERE workflow_uuid = ${flowId}`
  const begun = await beginRun({ runId, tryNumber: 1 })
  if (begun === null) throw new Error('the run does not begin')
  const flow = async () => {
    const rows = await db().$queryRaw`
      SELECT flow.status, flow.owner_xid AS owner, kept.output FROM dbos.workflow_status AS flow
      LEFT JOIN dbos.workflow_output AS kept USING (workflow_uuid) WHERE workflow_uuid = ${flowId}`
    return rows
  }
  const ending = (asOwner: string) => ({
    ctes: (when: Parameters<typeof endedFlow>[1]) =>
      endedFlow({ flowId, owner: asOwner, output: NO_OUTPUT }, when),
    note: vi.fn(),
  })
  return { ...begun, runId, flow, ending }
}

test.each([
  ['mine', OUTCOME],
  ['reviewed', { ...OUTCOME, findings: [] }],
])('a run and its flow end in one statement, and only together: %s', async (owner, outcome) => {
  const { run, flow, ending, runId } = await underWay(owner)
  const first = ending(owner)
  await finishRun(run, outcome, first)
  expect(first.note).toHaveBeenCalledTimes(1)
  expect(await flow()).toEqual([{ status: 'SUCCESS', owner: null, output: 'null' }])
  expect(await db().run.findFirst({ where: { id: runId } })).toMatchObject({ status: 'done' })
  const again = ending(owner)
  await finishRun(run, outcome, again)
  expect(again.note).not.toHaveBeenCalled()
})

test('a flow that another worker has taken over goes on, though its run has ended', async () => {
  const { run, flow, ending } = await underWay('theirs')
  const mine = ending('not theirs')
  await finishRun(run, OUTCOME, mine)
  expect(mine.note).not.toHaveBeenCalled()
  expect(await flow()).toEqual([{ status: 'PENDING', owner: 'theirs', output: null }])
})

test('a run that was cancelled leaves its flow as it is', async () => {
  const { run, flow, ending, runId } = await underWay('late')
  await db().run.updateMany({ where: { id: runId }, data: { status: 'cancelled' } })
  const late = ending('late')
  await finishRun(run, OUTCOME, late)
  expect(late.note).not.toHaveBeenCalled()
  expect(await flow()).toEqual([{ status: 'PENDING', owner: 'late', output: null }])
})

test('an end that was noted is taken once', () => {
  noteEnded('flow')
  expect([takeEnded('flow'), takeEnded('flow'), takeEnded('other')]).toEqual([true, false, false])
})
