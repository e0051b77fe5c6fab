import 'server-only'
import { db } from '@/lib/db/db'
import type { CheckRecord } from '@/lib/domain/check'
import type { OutputFigures } from '@/lib/domain/run'
import type { Verdict } from '@/lib/domain/words'
import { cutTo } from '@/lib/format/cut-text'
import { log } from '@/lib/log/log'
import { explainFailure } from '@/lib/workflows/explain-failure'
import { describeExecution, failingTests, HASH_SEEDS } from '@/lib/workflows/run-check'
import { describeVerified, figuresOf } from '@/lib/workflows/test-generation/describe-outcome'
import type { RunExecution, RunTools } from './execute-run'
import { loadRunInput } from './load-run-input'
import { notifyRun } from './notify-run'
import { settleEdit } from './record-edit'

export type RecheckExecution = Pick<RunExecution, 'step' | 'signal' | 'isInterruption'> & {
  artifactId: string
}

/** Executes a person's edit and gives the artifact its verdict. Throws only interruptions. */
export async function recheckArtifact(
  execution: RecheckExecution,
  makePython: RunTools['makePython'],
): Promise<void> {
  const { artifactId, step, signal } = execution
  try {
    const checks = await step('execute the edit', () => executeEdit(artifactId, signal, makePython))
    await step('save the verdict', () => saveVerdict(artifactId, checks))
  } catch (error) {
    if (signal.aborted || execution.isInterruption(error)) throw error
    log.error({ err: error, artifactId }, 'recheck failed unexpectedly')
    await step('tell the failure', () =>
      setVerdict(artifactId, {
        verdict: 'unverified',
        verdictText: `The check went wrong (${artifactId}). Save the edit again.`,
        figures: {},
      }),
    )
  }
}

async function executeEdit(
  artifactId: string,
  signal: AbortSignal,
  makePython: RunTools['makePython'],
): Promise<CheckRecord[]> {
  const artifact = await db().artifact.findUniqueOrThrow({
    where: { id: artifactId },
    include: { run: true },
  })
  const run = await loadRunInput(artifact.runId, artifact.run.tryNumber)
  const python = await makePython(run, signal)
  const checks: CheckRecord[] = []
  for (const [index, hashSeed] of HASH_SEEDS.entries()) {
    const kind = index === 0 ? 'tests' : 'tests-again'
    const id = `${artifactId}.${kind}`
    const execution = await python.runTests(artifact.content, { hashSeed })
    checks.push(describeExecution({ id, stage: 'edit', kind, required: true, hashSeed }, execution))
  }
  return checks
}

/** Verdict of an edit, from its executions alone. */
export function judgeEdit(checks: CheckRecord[]): { verdict: Verdict; verdictText: string } {
  const [first] = checks
  if (first === undefined || checks.some((check) => check.outcome === 'not-executed')) {
    return { verdict: 'unverified', verdictText: 'The edit could not be executed here.' }
  }
  const failed = checks.find((check) => check.outcome === 'failed')
  if (failed !== undefined) {
    const sentences = [
      `Edited: ${failed.summary}.`,
      explainFailure(failed.figures, failed.durationMs) ?? nameFailing(failed),
    ]
    return { verdict: 'rejected', verdictText: sentences.filter((part) => part !== null).join(' ') }
  }
  return { verdict: 'verified', verdictText: `Edited: ${describeVerified(figuresOf(checks, 0))}.` }
}

const MAX_MESSAGE_CHARACTERS = 160

/** "test_a: assert 1 == 2; and 2 more." */
function nameFailing(check: CheckRecord): string | null {
  const [first, ...others] = failingTests(check)
  if (first === undefined) return null
  const [line = ''] = (first.message ?? '').trim().split('\n', 1)
  const message = line === '' ? '' : `: ${cutTo(line, MAX_MESSAGE_CHARACTERS)}`
  return `${first.name}${message}${others.length === 0 ? '' : `; and ${others.length} more`}.`
}

async function saveVerdict(artifactId: string, checks: CheckRecord[]): Promise<void> {
  const { runId, teamId, run } = await db().artifact.findUniqueOrThrow({
    where: { id: artifactId },
    include: { run: { select: { tryNumber: true } } },
  })
  for (const check of checks) {
    const durationMs = Math.round(check.durationMs)
    const data = { ...check, durationMs, teamId, runId, artifactId, tryNumber: run.tryNumber }
    await db().check.upsert({ where: { id: check.id }, create: data, update: {} })
  }
  const judged = judgeEdit(checks)
  const figures = judged.verdict === 'unverified' ? {} : figuresOf(checks, 0)
  await setVerdict(artifactId, { ...judged, figures })
}

/** The version's verdict, in its own row and, while it is the newest, in its run's for the lists. */
async function setVerdict(
  artifactId: string,
  judged: { verdict: Verdict; verdictText: string; figures: OutputFigures },
): Promise<void> {
  const { verdict, verdictText } = judged
  await db().$transaction(async (tx) => {
    const data = { verdict, verdictText }
    const { runId } = await tx.artifact.update({ where: { id: artifactId }, data })
    await settleEdit(tx, runId, { artifactId, ...judged })
    await notifyRun(tx, runId)
  })
}
