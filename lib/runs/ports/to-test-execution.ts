import 'server-only'
import { CheckFigures } from '@/lib/domain/check'
import type { TestRun } from '@/lib/python/test-run'
import type { TestExecution } from '@/lib/workflows/python-port'

/** Exit code of an execution whose results cannot be believed although its process ended with 0. */
const NOT_BELIEVED = 1

/**
 * One execution as workflows see it. Lost, forged or missing results count as failed, and no exit code 0 is passed on
 * unless the runner finished by itself with every expected test accounted for.
 */
export function toTestExecution(run: TestRun): TestExecution {
  // A run that was cancelled or never begun has no figures to keep.
  const ended = CheckFigures.shape.ended.safeParse(run.ended).data
  return {
    figures: {
      testsPassed: run.passed,
      testsFailed: run.failed + run.errors + run.missing,
      testsSkipped: run.skipped,
      tests: run.tests.map(({ id, outcome, durationMs, message, traceback, cause }) => ({
        id,
        outcome,
        durationMs,
        message: traceback ?? message,
        ...(cause == null ? {} : { cause }),
      })),
      ...(run.coverage === null ? {} : { coverage: run.coverage }),
      hashSeed: run.hashSeed,
      ...(ended === undefined ? {} : { ended }),
    },
    exitCode: run.exitCode === 0 && !run.complete ? NOT_BELIEVED : run.exitCode,
    command: run.command,
    durationMs: run.durationMs,
    sandbox: run.sandbox,
    log: [...run.problems, run.log].filter((part) => part !== '').join('\n'),
    notExecuted: run.notExecuted,
  }
}
