import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import type { TeamContext } from '@/lib/teams/team-context'

/** One run with one attempt, as charts count them. */
export interface SeededFigure {
  at: Date
  by?: TeamContext
  run?: {
    workflow?: string
    status?: string
    verdict?: string | null
    source?: string | null
    costNanoUsd?: bigint
    /** from launch to start; none unless told */
    waitMs?: number
    reason?: string
    figures?: Record<string, number>
    reviewVerdict?: string
    rating?: number
    reviewSeconds?: number
    durationMs?: number
    promptVersion?: string
  }
  attempt?: Partial<{
    source: string
    stage: string
    tier: string | null
    provider: string | null
    model: string | null
    promptVersion: string | null
    repairRound: number
    outcome: string
    isBatch: boolean
    inputTokens: number
    outputTokens: number
    costNanoUsd: bigint
    latencyMs: number
    timeToFirstTokenMs: number
    requestId: string
    cacheKey: string
    cacheHit: boolean
    isLookup: boolean
    cacheMissReason: string
    hitSavedNanoUsd: bigint
    hitSavedMs: number
  }>
}

/** Runs of one launch with an attempt each, begun and ended at the given times: rows for figures, without outputs. Their ids in order. */
export async function seedFigures(
  ctx: TeamContext,
  { projectId, snapshotId }: { projectId: string; snapshotId: string },
  figures: readonly SeededFigure[],
): Promise<string[]> {
  const { teamId } = ctx
  const owner = { teamId, projectId, snapshotId, options: LaunchOptions.parse({}) }
  const launch = await db().launch.create({
    data: { ...owner, workflow: 'test-generation', targetCount: figures.length, createdBy: ctx.userId },
  })
  const rows = figures.map(({ at, by = ctx, run, attempt }) => {
    const id = crypto.randomUUID()
    const {
      workflow = 'test-generation',
      status = 'done',
      verdict = 'verified',
      source = 'model',
      costNanoUsd = attempt?.costNanoUsd ?? 0n,
      waitMs = 0,
      ...more
    } = run ?? {}
    const times = {
      ...{ createdAt: new Date(at.getTime() - waitMs), startedAt: at, endedAt: at },
      durationMs: 1000,
    }
    return {
      run: {
        ...{
          id,
          ...owner,
          ...times,
          launchId: launch.id,
          workflow,
          status,
          verdict,
          source,
          createdBy: by.userId,
        },
        ...{ targetKind: 'module', targetPath: 'a.py', targetHash: '', costNanoUsd, ...more },
        modelCalls: attempt?.source === 'cache' ? 0 : 1,
      },
      attempt: {
        ...{ id: `${id}.1`, runId: id, teamId, projectId, launchId: launch.id, userId: by.userId, workflow },
        ...{ stage: 'generate', tryNumber: 1, sequence: 1, source: 'model', outcome: 'ok', createdAt: at },
        ...attempt,
      },
    }
  })
  await db().run.createMany({ data: rows.map(({ run }) => run) })
  await db().attempt.createMany({ data: rows.map(({ attempt }) => attempt) })
  return rows.map(({ run }) => run.id)
}
