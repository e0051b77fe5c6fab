import { createHash } from 'node:crypto'
import type { CacheKeyParts } from '@/lib/domain/cache'
import { type CheckRecord, MutationFigures } from '@/lib/domain/check'
import type { RunFigures } from '@/lib/domain/run'
import { formatPlural } from '@/lib/format/format-count'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { MistakesRun, ModuleOutline } from '../python-port'
import type { VerifiedTests } from './verify-tests'

/** Raise when other mistakes are planted, or others of them chosen: earlier results are then not served. */
const PLANTER_VERSION = 2

type MutationScore = Pick<RunFigures, 'mutantsRun' | 'mutantsKilled'>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function keyParts(
  input: RunInput,
  outline: ModuleOutline,
  verified: VerifiedTests,
  coveredLines: readonly number[],
): CacheKeyParts {
  // The text and not its syntax: what is shown names lines.
  const context = [sha256(input.source), outline.dependenciesHash, sha256(verified.source), ...coveredLines]
  return {
    workflow: 'test-generation',
    stage: 'mistakes',
    engineVersion: PLANTER_VERSION,
    targetKey: `${input.projectId}:${input.modulePath}`,
    contextHash: sha256(context.join('\n')),
    promptHash: '',
    model: '',
    parametersHash: sha256(JSON.stringify([outline.pythonVersion, input.moduleName])),
  }
}

/** "8 of 10 planted mistakes were caught, 1 because the code did not end": made of figures only. */
function describeScore({ mutantsRun, mutantsKilled, mutantsTimedOut }: MutationFigures): string {
  const caught = `${mutantsKilled} of ${formatPlural(mutantsRun, 'planted mistake')} ${mutantsRun === 1 ? 'was' : 'were'} caught`
  return mutantsTimedOut === 0 ? caught : `${caught}, ${mutantsTimedOut} because the code did not end`
}

function toCheck(id: string, run: MistakesRun, summary: string): CheckRecord {
  const { measured, command, durationMs, sandbox } = run
  return {
    id,
    stage: 'verify',
    kind: 'planted-mistakes',
    outcome: measured === null ? 'not-executed' : 'passed',
    // It says how much the tests are worth, and decides nothing.
    required: false,
    summary,
    command,
    exitCode: null,
    durationMs,
    sandbox,
    figures: measured === null ? {} : { mutation: measured },
    log: null,
  }
}

/**
 * Plants mistakes in the lines that verified tests run and counts those that they notice. What was measured before of the
 * same code and tests is carried over; what could not be measured leaves no figure, and its reason on the check. The verdict
 * does not depend on it.
 */
export function measureMistakes(
  ports: WorkflowPorts,
  input: RunInput,
  outline: ModuleOutline,
  verified: VerifiedTests,
): Promise<MutationScore> {
  const id = `${input.runId}.${input.tryNumber}.mistakes`
  const coveredLines = verified.checks.at(-1)?.figures.coverage?.executed ?? []
  const parts = keyParts(input, outline, verified, coveredLines)
  return ports.step(id, async () => {
    try {
      await ports.record.startSpan({
        id: `${id}.span`,
        stage: 'verify',
        kind: 'check',
        label: 'Plant mistakes and see whether the tests notice',
      })
      const lookup = input.options.useCache ? await ports.cache.lookup(parts) : null
      const cached = lookup?.hit === true ? MutationFigures.safeParse(lookup.value).data : undefined
      const run: MistakesRun =
        cached === undefined
          ? await ports.python.plantMistakes(verified.source, { coveredLines, seed: sha256(input.source) })
          : { measured: cached, reason: null, command: null, durationMs: 0, sandbox: null, isComplete: true }
      const { measured, durationMs } = run
      // What a busy machine had no time for must not stand as the score of this code for ever.
      if (measured !== null && run.isComplete && cached === undefined) {
        await ports.cache.store(parts, measured, { costNanoUsd: 0, durationMs, promptVersion: '' })
      }
      const before = cached === undefined ? '' : '; measured before, on the same code and tests'
      const summary =
        measured === null ? (run.reason ?? 'Not measured.') : `${describeScore(measured)}${before}`
      await ports.record.check(toCheck(id, run, summary))
      await ports.record.endSpan(`${id}.span`, {
        status: measured === null ? 'skipped' : 'ok',
        detail: summary,
        checkId: id,
      })
      return measured === null
        ? {}
        : { mutantsRun: measured.mutantsRun, mutantsKilled: measured.mutantsKilled }
    } finally {
      await ports.cache.abandon(parts)
    }
  })
}
