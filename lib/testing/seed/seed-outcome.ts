import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'
import { moneyTestFigures, moneyTestMutation, moneyTests } from './money-tests'
import { RUN_STATES, type SeedRunState } from './run-states'
import type { SeededRun } from './seed-attempts'
import { seedId } from './seed-id'

interface SpanDraft {
  stage: string
  kind: string
  label: string
  fromMs: number
  toMs: number | null
  status?: string
}

const READ: SpanDraft = { stage: 'analyse', kind: 'analyse', label: 'Read the module', fromMs: 0, toMs: 300 }

const SPANS: Record<SeedRunState, SpanDraft[]> = {
  queued: [],
  running: [
    READ,
    {
      stage: 'observe',
      kind: 'template',
      label: 'Observe behaviour',
      fromMs: 300,
      toMs: null,
      status: 'running',
    },
  ],
  template: [
    READ,
    { stage: 'observe', kind: 'template', label: 'Observe behaviour', fromMs: 300, toMs: 2000 },
  ],
  model: [
    READ,
    {
      stage: 'generate',
      kind: 'cache',
      label: 'Look in the cache',
      fromMs: 300,
      toMs: 320,
      status: 'skipped',
    },
    {
      stage: 'generate',
      kind: 'model',
      label: 'claude-sonnet-5-5',
      fromMs: 320,
      toMs: 5520,
      status: 'failed',
    },
    { stage: 'generate', kind: 'repair', label: 'Repair 1', fromMs: 6200, toMs: 8500 },
  ],
  cache: [READ, { stage: 'generate', kind: 'cache', label: 'Look in the cache', fromMs: 300, toMs: 330 }],
  unverified: [{ ...READ, status: 'failed', toMs: 500 }],
  rejected: [
    READ,
    {
      stage: 'generate',
      kind: 'model',
      label: 'claude-sonnet-5-5',
      fromMs: 320,
      toMs: 20_000,
      status: 'failed',
    },
  ],
  failed: [{ ...READ, toMs: 1200, status: 'failed' }],
  cancelled: [{ ...READ, toMs: 3100, status: 'failed' }],
}

/** The bars of the waterfall of a run in this state. */
export async function seedSpans(run: SeededRun, state: SeedRunState): Promise<void> {
  const at = (ms: number) => new Date(run.startedAt.getTime() + ms)
  await db().runSpan.createMany({
    data: SPANS[state].map(({ fromMs, toMs, status = 'ok', ...span }, sequence) => ({
      ...span,
      id: seedId(run.id, 'span', sequence),
      teamId: run.teamId,
      runId: run.id,
      tryNumber: 1,
      sequence,
      status,
      startedAt: at(fromMs),
      endedAt: toMs === null ? null : at(toMs),
    })),
  })
}

/** The output of a verified run with the two executions that verified it; nothing for other states. */
export async function seedOutput(run: SeededRun, state: SeedRunState): Promise<void> {
  const { verdict, source, verdictText } = RUN_STATES[state]
  if (verdict !== 'verified' || source === null || verdictText === null) return
  const artifactId = seedId(run.id, 'artifact')
  const createdAt = new Date(run.startedAt.getTime() + 2000)
  await db().artifact.create({
    data: {
      id: artifactId,
      teamId: run.teamId,
      runId: run.id,
      version: 1,
      origin: source,
      kind: 'tests',
      path: 'test_money.py',
      language: 'python',
      content: moneyTests,
      contentHash: createHash('sha256').update(moneyTests).digest('hex'),
      verdict,
      verdictText,
      createdAt,
    },
  })
  await db().check.create({
    data: {
      id: seedId(run.id, 'check', 'planted-mistakes'),
      teamId: run.teamId,
      runId: run.id,
      artifactId,
      tryNumber: 1,
      stage: 'verify',
      kind: 'planted-mistakes',
      required: false,
      outcome: 'passed',
      summary: '5 of 10 planted mistakes were caught',
      command: 'python3 -m assay_helpers.plant_mistakes',
      durationMs: 1400,
      sandbox: 'bubblewrap',
      figures: { mutation: moneyTestMutation },
      createdAt,
    },
  })
  await db().check.createMany({
    data: ['tests', 'tests-again'].map((kind, hashSeed) => ({
      id: seedId(run.id, 'check', kind),
      teamId: run.teamId,
      runId: run.id,
      artifactId,
      tryNumber: 1,
      stage: 'verify',
      kind,
      outcome: 'passed',
      summary: '11 passed, 0 failed',
      command: 'python3 -m pytest test_money.py',
      exitCode: 0,
      durationMs: 600 + hashSeed,
      sandbox: 'bubblewrap',
      figures: { ...moneyTestFigures, hashSeed },
      log: '...........  [100%]',
      createdAt,
    })),
  })
}
