import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import type { TeamContext } from '@/lib/teams/team-context'
import { moneyTestFigures, moneyTestMutation } from './money-tests'
import { RUN_STATES, type SeedRunState } from './run-states'
import { seedAttempts } from './seed-attempts'
import { seedId } from './seed-id'
import { seedOutput, seedSpans } from './seed-outcome'

const MODULE_PATH = 'ledger/money.py'

export interface SeedRunInput {
  project: { projectId: string; snapshotId: string }
  state: SeedRunState
  /** tells this run from others of the same team: its ids are made of it */
  key: string
  createdAt?: Date
}

/** One launch with one run on `ledger/money.py` of the sample, with all its rows, in one of the states. */
export async function seedRun(
  ctx: TeamContext,
  input: SeedRunInput,
): Promise<{ runId: string; launchId: string }> {
  const { state, key, createdAt = new Date('2026-11-20T09:00:00Z') } = input
  const { projectId, snapshotId } = input.project
  const { teamId, userId } = ctx
  const [runId, launchId] = [seedId(teamId, 'run', key), seedId(teamId, 'launch', key)]
  const options = LaunchOptions.parse({ useModel: state !== 'template' })
  const common = {
    teamId,
    projectId,
    snapshotId,
    workflow: 'test-generation',
    options,
    createdBy: userId,
    createdAt,
  }
  await db().launch.create({ data: { ...common, id: launchId, targetCount: 1 } })
  const startedAt = new Date(createdAt.getTime() + 150)
  const run = RUN_STATES[state]
  const { testsPassed, coverage } = moneyTestFigures
  const { mutantsRun, mutantsKilled } = moneyTestMutation
  const { statements, coveredStatements, branches, coveredBranches } = coverage
  const { blobHash } = await db().module.findUniqueOrThrow({
    where: { snapshotId_path: { snapshotId, path: MODULE_PATH } },
  })
  await db().run.create({
    data: {
      ...common,
      ...run,
      id: runId,
      launchId,
      targetKind: 'module',
      targetPath: MODULE_PATH,
      targetHash: blobHash,
      figures:
        run.verdict === 'verified'
          ? {
              testsPassed,
              statements,
              coveredStatements,
              branches,
              coveredBranches,
              mutantsRun,
              mutantsKilled,
            }
          : {},
      requestId: 'seed',
      startedAt: state === 'queued' ? null : startedAt,
      endedAt: run.durationMs === null ? null : new Date(startedAt.getTime() + run.durationMs),
    },
  })
  const seeded = { id: runId, teamId, projectId, launchId, userId, startedAt }
  await seedSpans(seeded, state)
  await db().run.update({ where: { id: runId }, data: await seedAttempts(seeded, state) })
  await seedOutput(seeded, state)
  return { runId, launchId }
}
