import { describe, expect, it } from 'vitest'
import { type FakeAnalysisOptions, fakeDetection } from '@/lib/testing/fake-analysis'
import { FakeCrash, FakeWorld } from '@/lib/testing/fake-ports'
import { playFindings, type Script } from '@/lib/testing/play-findings'
import { bugPrediction } from '../bug-prediction/workflow'
import { codeReview } from '../code-review/workflow'
import type { Workflow } from '../define-workflow'

const source = 'def last(items):\n    return items[len(items)]\n\n\ndef size(items):\n    return len(items)\n'
const detect: FakeAnalysisOptions['detect'] = (file) => [
  fakeDetection(file, 2, { qualifiedName: 'last', trigger: 'IndexError' }),
]
const opinion = {
  ...{ id: 'c1', verdict: 'keep', reason: 'It reads too far.', trigger: 'last([1])', severity: 'high' },
  ...{ confidence: 'likely', example: '', prevention: 'Count from the end.' },
  fix: [{ before: '    return items[len(items)]\n', after: '    return items[-1]\n' }],
  test: { imports: [], code: '', exception: '', property: '' },
}
const flag = {
  unit: 'u2',
  line: 2,
  quote: 'return len(items)',
  kind: 'model/wrong-result',
  why: 'It is wrong.',
}
const script: Script = {
  triage: { flags: [flag] },
  verify: { answers: [opinion] },
  predict: { answers: [opinion] },
  refute: { answers: [{ id: 'c1', refuted: false, reason: 'Nothing guards it.' }] },
  weigh: { answers: [{ id: 'c1', confidence: 'certain', reason: 'It is plain.' }] },
}

const play = (workflow: Workflow, world: FakeWorld, crashAtStep?: number) =>
  playFindings(workflow, {
    source,
    script,
    analysis: { detect },
    engine: { world, ...(crashAtStep === undefined ? {} : { crashAtStep }) },
  })

describe.each([codeReview, bugPrediction])('a killed $name', (workflow) => {
  it('goes on where it was, pays nothing twice and comes to the same', async () => {
    const whole = new FakeWorld()
    const { outcome } = await play(workflow, whole)
    expect(whole.steps.size).toBeGreaterThan(10)
    for (let step = 1; step <= whole.steps.size; step++) {
      const world = new FakeWorld()
      await expect(play(workflow, world, step)).rejects.toBeInstanceOf(FakeCrash)
      const again = await play(workflow, world)
      expect(again.outcome, `killed in step ${step}`).toEqual(outcome)
      expect(world.calls.map(({ attemptId }) => attemptId)).toEqual(
        whole.calls.map(({ attemptId }) => attemptId),
      )
    }
  })

  it('leaves no bar of the waterfall open', async () => {
    const { world } = await play(workflow, new FakeWorld())
    expect([...world.spans.values()].filter(({ end }) => end === null)).toEqual([])
  })
})
