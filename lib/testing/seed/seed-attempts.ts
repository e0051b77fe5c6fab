import { db } from '@/lib/db/db'
import { moneyTests } from './money-tests'
import type { SeedRunState } from './run-states'
import { seedId } from './seed-id'

/** What the rows of a run have in common. */
export interface SeededRun {
  id: string
  teamId: string
  projectId: string
  launchId: string
  userId: string
  startedAt: Date
}

interface AttemptDraft {
  source: 'model' | 'cache' | 'template'
  outcome: 'ok' | 'invalid-output'
  repairRound?: number
  costNanoUsd?: bigint
  inputTokens?: number
  outputTokens?: number
  latencyMs?: number
  errorText?: string
}

const first: AttemptDraft = {
  source: 'model',
  outcome: 'invalid-output',
  costNanoUsd: 20_220_000n,
  inputTokens: 4210,
  outputTokens: 1180,
  latencyMs: 5200,
  errorText: '1 of 11 tests fails: test_percentage',
}
const repair: AttemptDraft = {
  source: 'model',
  outcome: 'ok',
  repairRound: 1,
  costNanoUsd: 17_130_000n,
  inputTokens: 5715,
  outputTokens: 570,
  latencyMs: 2300,
}

const ATTEMPTS: Partial<Record<SeedRunState, AttemptDraft[]>> = {
  template: [{ source: 'template', outcome: 'ok' }],
  model: [first, repair],
  cache: [{ source: 'cache', outcome: 'ok' }],
  rejected: [first, { ...repair, outcome: 'invalid-output', errorText: '3 of 3 tests fail' }],
}

function toRow(run: SeededRun, attempt: AttemptDraft, sequence: number) {
  const { id: runId, startedAt, ...owner } = run
  const isModel = attempt.source === 'model'
  return {
    ...owner,
    ...attempt,
    id: seedId(runId, 'attempt', sequence),
    runId,
    workflow: 'test-generation',
    stage: 'generate',
    tryNumber: 1,
    sequence,
    tier: isModel ? 'capable' : null,
    tierReason: isModel ? 'start of the ladder' : null,
    provider: isModel ? 'Anthropic' : null,
    model: isModel ? 'claude-sonnet-5-5' : null,
    promptVersion: attempt.source === 'template' ? null : 'test-generation/generate.v1',
    stopReason: isModel ? 'end_turn' : null,
    cacheHit: attempt.source === 'cache',
    createdAt: new Date(startedAt.getTime() + 1000 * (sequence + 1)),
  }
}

/** The attempts of a run in this state, with prompt and answer of each model call. Returns calls and cost. */
export async function seedAttempts(
  run: SeededRun,
  state: SeedRunState,
): Promise<{ modelCalls: number; costNanoUsd: bigint }> {
  const rows = (ATTEMPTS[state] ?? []).map((attempt, index) => toRow(run, attempt, index))
  const calls = rows.filter((row) => row.source === 'model')
  await db().attempt.createMany({ data: rows })
  await db().attemptPayload.createMany({
    data: calls.map((row) => ({
      attemptId: row.id,
      teamId: run.teamId,
      prompt: {
        system: 'You write tests for Python modules.',
        messages: [{ role: 'user', text: 'Module ledger.money …' }],
      },
      answer: moneyTests,
    })),
  })
  return {
    modelCalls: calls.length,
    costNanoUsd: calls.reduce((sum, row) => sum + (row.costNanoUsd ?? 0n), 0n),
  }
}
