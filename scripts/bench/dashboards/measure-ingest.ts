import { db } from '@/lib/db/db'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import type { Figure } from '../summarise'

const WRITERS = 8
const RUNS = 400
/** As the schedule of a worker does. */
const FOLD_EVERY_MS = 2_000
const SECONDS = 20

/** A team beside the load's, in the same tables, with running runs that attempts can belong to. */
async function makeRuns(slug: string): Promise<RunScope[]> {
  const { member } = await seedTeam({ slug })
  const { projectId, snapshotId } = await seedSources(member, { slug: 'a', files: { 'a.py': 'x = 1\n' } })
  const common = {
    teamId: member.teamId,
    projectId,
    snapshotId,
    workflow: 'test-generation' as const,
    options: {},
    createdBy: member.userId,
  }
  const { id: launchId } = await db().launch.create({ data: { ...common, targetCount: RUNS } })
  const target = { targetKind: 'module', targetPath: 'a.py', targetHash: '0', status: 'running' }
  const runs = await db().run.createManyAndReturn({
    data: Array.from({ length: RUNS }, () => ({ ...common, ...target, launchId })),
    select: { id: true },
  })
  return runs.map(({ id }) => ({
    teamId: member.teamId,
    projectId,
    launchId,
    runId: id,
    userId: member.userId,
    workflow: 'test-generation',
    tryNumber: 1,
  }))
}

/**
 * Attempts that are written in a second by the product's own statement, one transaction each, over several connections, while
 * their deltas are folded; the time ends when the last one is folded.
 */
export async function measureIngest(): Promise<Figure> {
  const scopes = await makeRuns(`ingest-${Date.now()}`)
  let written = 0
  let isWriting = true
  const startedMs = performance.now()
  const write = async () => {
    while (performance.now() - startedMs < SECONDS * 1000) {
      const scope = scopes[written % scopes.length]
      if (scope === undefined) return
      written += 1
      const attempt = paidAttempt({
        id: `${scope.runId}:1.generate.attempt-${written}`,
        tier: written % 3 === 0 ? 'cheap' : 'capable',
        outcome: written % 9 === 0 ? 'invalid-output' : 'ok',
        costNanoUsd: 1_000_000 + written,
        latencyMs: 500 + ((written * 7919) % 20_000),
        timeToFirstTokenMs: 100 + ((written * 104_729) % 900),
        repairRound: written % 11 === 0 ? 1 : 0,
      })
      await recordAttempt(db(), scope, { attempt })
    }
  }
  const folding = (async () => {
    while (isWriting) {
      await foldRollups({ atLeast: 500 })
      await new Promise((resolve) => setTimeout(resolve, FOLD_EVERY_MS))
    }
  })()
  await Promise.all(Array.from({ length: WRITERS }, write))
  isWriting = false
  await folding
  await foldRollups()
  const seconds = (performance.now() - startedMs) / 1000
  return { value: written / seconds, unit: 'attempts/s', n: written }
}
