import { describe, expect, it } from 'vitest'
import type { CheckFigures, FailureCause } from '@/lib/domain/check'
import { explainFailure } from './explain-failure'

const failing = (...causes: (FailureCause | null)[]): CheckFigures => ({
  tests: causes.map((cause, index) => ({
    id: `test_${index}`,
    outcome: 'failed',
    durationMs: 1,
    message: 'raw text',
    cause,
  })),
})

describe('why an execution failed', () => {
  it.each([
    [{ ended: 'timeout' }, 'The execution was stopped: it had not ended after 1 min.'],
    [{ ended: 'memory-limit' }, 'The execution was stopped: it used more memory than the sandbox allows.'],
    [{ ended: 'output-limit' }, 'The execution was stopped: it printed more than the sandbox allows.'],
    [{ ended: 'killed' }, 'The process was killed: by itself, or at a limit of the sandbox.'],
    [failing('memory'), '1 test needs more memory than the sandbox allows.'],
    [
      failing('network', 'exit', 'network', null),
      '2 tests try to reach the network, which the sandbox does not allow; 1 test ends the process (sys.exit).',
    ],
    [failing('too-long'), '1 test does not end in time.'],
    [failing(null), null],
    [{ ended: 'exited' }, null],
  ] satisfies [CheckFigures, string | null][])('is told of %j', (figures, text) => {
    expect(explainFailure(figures, 60_000)).toBe(text)
  })

  it('counts no test that passed', () => {
    const tests = [
      { id: 'test_a', outcome: 'passed', durationMs: 1, message: null, cause: 'network' } as const,
    ]
    expect(explainFailure({ tests }, 1)).toBeNull()
  })
})
