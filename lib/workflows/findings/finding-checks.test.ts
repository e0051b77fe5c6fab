import { expect, it } from 'vitest'
import type { Detection } from '@/lib/domain/finding'
import type { FixCheck } from '@/lib/domain/finding-row'
import { fakeDetection } from '@/lib/testing/fake-analysis'
import { playFindings } from '@/lib/testing/play-findings'
import { codeReview } from '../code-review/workflow'

const source = 'def last(items):\n    return items[len(items)]\n'

async function review(more: Partial<Detection>, fixCheck: Partial<FixCheck> = {}) {
  const { outcome, world, report } = await playFindings(codeReview, {
    source,
    analysis: { detect: (file) => [fakeDetection(file, 2, more)], fixCheck },
  })
  const check = (kind: string) => [...world.checks.values()].find((one) => one.kind === kind)
  return { outcome, report, check }
}
const fix = [{ startLine: 2, endLine: 2, replacement: '    return items[-1]\n' }]

it('holds where the finding quotes the code and its fix can be made again', async () => {
  const { outcome, check } = await review({ fix })
  expect(outcome.verdict).toBe('verified')
  expect(check('findings-quoted')).toMatchObject({
    outcome: 'passed',
    summary: '1 of 1 finding quotes the code at its place',
  })
  expect(check('fixes-tried')).toMatchObject({
    outcome: 'passed',
    summary: '1 of 1 fix passed in a scratch copy',
    log: null,
  })
})

it('a finding that quotes other code is left out, and the verdict stays open', async () => {
  const { outcome, report, check } = await review({ quote: 'return items[0]' })
  expect(check('findings-quoted')).toMatchObject({
    outcome: 'failed',
    required: true,
    summary: '0 of 1 finding quotes the code at its place',
    log: 'pkg/mod.py, line 2: off-by-one',
  })
  expect(outcome).toMatchObject({ verdict: 'unverified', reason: 'not-analysed', findings: [] })
  expect(outcome.figures.review?.verdict).toBeNull()
  expect(outcome.verdictText).toMatch(/^Not all could be looked at.*1 finding left out$/)
  expect(report.dropped).toMatchObject([{ stage: 'check', rule: 'off-by-one' }])
})

it.each<[string, Partial<Detection>, Partial<FixCheck>]>([
  ['it does not apply', {}, { applies: false }],
  ['the finding stays', {}, { removesFinding: false }],
  ['another finding is shown with it', {}, { addsNone: false }],
  ['tests fail with it', {}, { tests: 'red' }],
  ['it does not apply to what is shown', { fix: [{ startLine: 9, endLine: 9, replacement: 'x\n' }] }, {}],
])('says of a fix that is not offered: %s', async (why, more, failed) => {
  const { outcome, check } = await review({ fix, ...more }, failed)
  expect(check('fixes-tried')).toMatchObject({
    outcome: 'failed',
    required: false,
    summary: '0 of 1 fix passed in a scratch copy',
    log: `pkg/mod.py, line 2: off-by-one: ${why}`,
  })
  expect(outcome.verdict).toBe('verified')
})

it('keeps what speaks against a finding with the finding', async () => {
  const { outcome } = await playFindings(codeReview, {
    source,
    analysis: { detect: (file) => [fakeDetection(file, 2)] },
    script: {
      triage: { flags: [] },
      verify: {
        answers: [
          {
            ...{ id: 'c1', verdict: 'drop', reason: 'It is intended.', trigger: '', severity: 'low' },
            ...{ confidence: 'likely', fix: [], example: '' },
          },
        ],
      },
    },
  })
  expect(outcome.findings).toMatchObject([{ rule: 'off-by-one', doubt: 'It is intended.' }])
})
