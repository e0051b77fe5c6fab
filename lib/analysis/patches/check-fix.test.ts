import { describe, expect, it, vi } from 'vitest'
import type { LineEdit } from '@/lib/domain/finding'
import { isFixOffered } from '@/lib/domain/finding-row'
import { describeTrial } from '@/lib/domain/fix-words'
import { analyseSources } from '../analyse-sources'
import { loadRules } from '../load-rules'
import { checkFix, checkFixes, type FixedDetection } from './check-fix'

const SOURCE = `def add(tag, tags=[]):
    tags.append(tag)
    return tags


def both(a=[], b=[]):
    a.append(1)
    b.append(1)
`
const detection = (fix: LineEdit[] | null, qualifiedName = 'add'): FixedDetection => ({
  ...{ tool: 'assay', rule: 'mutable-default', cwe: null, quote: '[]', fingerprint: 'f' },
  range: { startLine: 1, startColumn: 0, endLine: 1, endColumn: 0 },
  qualifiedName,
  fix,
})
const check = (fix: LineEdit[] | null) =>
  checkFix({ path: 'm.py', source: SOURCE, detection: detection(fix) })
const FAILED = { applies: false, parses: false, removesFinding: false, addsNone: false, tests: 'not-run' }
const good: LineEdit[] = [
  {
    startLine: 1,
    endLine: 1,
    replacement: 'def add(tag, tags=None):\n    tags = [] if tags is None else tags\n',
  },
]

describe('checkFix', () => {
  it('holds for a fix that removes its finding and adds none', async () => {
    expect(await check(good)).toEqual({
      ...FAILED,
      applies: true,
      parses: true,
      removesFinding: true,
      addsNone: true,
    })
  })

  it.each<[string, LineEdit[] | null, Partial<typeof FAILED>]>([
    ['no fix', null, {}],
    ['lines that are not there', [{ startLine: 99, endLine: 99, replacement: 'x\n' }], {}],
    ['no change', [{ startLine: 1, endLine: 1, replacement: 'def add(tag, tags=[]):\n' }], {}],
    ['what is no Python', [{ startLine: 1, endLine: 1, replacement: 'def add(:\n' }], { applies: true }],
    [
      'another form of the same fault',
      [{ startLine: 1, endLine: 1, replacement: 'def add(tag, tags=list()):\n' }],
      { applies: true, parses: true, addsNone: true },
    ],
    [
      'a new fault',
      [{ startLine: 1, endLine: 1, replacement: 'def add(tag, tags=None):\n    assert (tag, "given")\n' }],
      { applies: true, parses: true, removesFinding: true },
    ],
  ])('tells of %s', async (_, fix, holds) => {
    expect(await check(fix)).toEqual({ ...FAILED, ...holds })
  })

  it('tells twins in one function apart by their number', async () => {
    const fix = [{ startLine: 6, endLine: 7, replacement: 'def both(a=None, b=[]):\n    a = a or []\n' }]
    const [result] = await checkFixes({ path: 'm.py', source: SOURCE, detections: [detection(fix, 'both')] })
    expect(result).toMatchObject({ removesFinding: true, addsNone: true })
  })

  it('runs tests for what holds, and for nothing else', async () => {
    const runTests = vi.fn(async () => 'red' as const)
    const bad = [{ startLine: 1, endLine: 1, replacement: 'def add(:\n' }]
    const checks = await checkFixes({
      path: 'm.py',
      source: SOURCE,
      detections: [detection(bad), detection(good)],
      runTests,
    })
    expect(checks.map(({ tests }) => tests)).toEqual(['not-run', 'red'])
    expect(runTests).toHaveBeenCalledTimes(1)
    expect(checks.map((fixCheck) => isFixOffered({ fix: good, fixCheck }))).toEqual([false, false])
  })
})

it('every fix that is offered for the bad examples of our rules applies, parses and removes its finding', async () => {
  const sources = [...(await loadRules()).values()].flatMap(({ id, bad }) =>
    bad.map((source, index) => ({ path: `${id}-${index}.py`, source })),
  )
  const analyses = await analyseSources(sources)
  const failed: string[] = []
  await Promise.all(
    analyses.map(async ({ path, detections }, index) => {
      const fixable = detections.filter(({ fix }) => fix !== null)
      if (fixable.length === 0) return
      const checks = await checkFixes({ path, source: sources[index]?.source ?? '', detections: fixable })
      for (const [place, { applies, parses, removesFinding, addsNone }] of checks.entries())
        if (!applies || !parses || !removesFinding || !addsNone)
          failed.push(`${path} ${fixable[place]?.rule}: ${JSON.stringify(checks[place])}`)
    }),
  )
  expect(failed).toEqual([])
}, 60_000)

describe('a fix of what only a model found', () => {
  const source = 'def share(total, people):\n    part = total / people\n    return part\n'
  const twins = 'def both(a, b):\n    print(a)\n    print(a)\n    return b\n'
  const said = async (
    text: string,
    line: number,
    replacement: string,
    rule = 'model/wrong-result',
    at = line,
  ) => {
    const quote = text.split('\n')[line - 1]?.trim() ?? ''
    const [own] = await analyseSources([
      { path: 'm.py', source: text, rules: [], places: [{ rule, startLine: line, quote }] },
    ])
    const place = own?.places[0]
    if (place == null) throw new Error('the quote stands nowhere')
    const fix = [{ startLine: at, endLine: at, replacement }]
    return checkFix({
      path: 'm.py',
      source: text,
      detection: { tool: 'model', rule, cwe: null, ...place, fix },
    })
  }

  it('changes the code in question, and claims no more than that', async () => {
    const check = await said(source, 2, '    part = total / max(people, 1)\n')
    expect(check).toMatchObject({ removesFinding: true, isByText: true, addsNone: true })
    expect(describeTrial(check)).toContain('changes the code in question')
  })

  it.each([
    ['brackets', source, '    part = (total / people)\n'],
    ['another spacing and a comment', source, '    part = total  /  people  # safe now\n'],
    ['a statement beside it', source, '    print(total)\n    part = total / people\n'],
  ])('is none when the same statement is there still: %s', async (_, text, replacement) => {
    expect(await said(text, 2, replacement)).toMatchObject({ removesFinding: false })
  })

  it('is none when a twin of the statement was changed', async () => {
    const change = (at: number) => said(twins, 2, '    print(b)\n', 'model/wrong-result', at)
    expect(await change(3)).toMatchObject({ removesFinding: false })
    expect(await change(2)).toMatchObject({ removesFinding: true })
  })

  it('is none where analysers see the same fault as before', async () => {
    const text = 'def add(tag, tags=[]):\n    tags.append(tag)\n    return tags\n'
    const rule = 'mutable-default'
    const same = await said(text, 1, 'def add(tag, tags=list()):\n', rule)
    expect(same).toMatchObject({ parses: true, removesFinding: false, isByText: false })
    expect(await said(text, 1, 'def add(tag, tags=()):\n', rule)).toMatchObject({ removesFinding: true })
  })
})
