import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { CheckedDetectionInput, FindingRow } from '@/lib/domain/finding-row'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { confidenceBasis, confidenceText, placeText } from './finding-words'
import { FixChecks } from './fix-checks'
import { noteLines } from './note-lines'
import { Prose } from './prose'
import { ReliabilityPlot } from './reliability-plot'

const detection: CheckedDetectionInput = {
  rule: 'mutable-default',
  tool: 'assay',
  stage: 'evidence',
  severity: 'medium',
  category: 'correctness',
  cwe: null,
  path: 'shop/cart.py',
  range: { startLine: 3, startColumn: 0, endLine: 4, endColumn: 10 },
  quote: 'def add(item, items=[]):',
  qualifiedName: 'add',
  message: '`items` is shared by all calls.',
  trigger: null,
  trace: [],
  fix: null,
  example: null,
  rawConfidence: 0.85,
  fingerprint: 'f1',
  movedFingerprint: 'm1',
}
const judged = (more: Partial<FindingRow> = {}) =>
  JudgedFinding.parse({
    ...detection,
    confidence: { value: 0.9, n: 4 },
    hidden: null,
    demoted: null,
    ruleVersion: '1',
    ...more,
  })

describe('words of findings', () => {
  test('confidence is whole percents and never certain', () => {
    expect(confidenceText({ value: 0.874, n: 3 })).toBe('87 %')
    expect(confidenceText({ value: 0.999, n: 3 })).toBe('>99 %')
    expect(confidenceText({ value: 0.001, n: 3 })).toBe('<1 %')
    expect(confidenceBasis({ value: 0.5, n: 1 })).toContain('n = 1 verdict on')
    expect(confidenceBasis({ value: 0.5, n: 0 })).toContain('nobody judged it here yet')
  })

  test('a place of several lines says so', () => {
    expect(placeText(judged())).toBe('shop/cart.py:3–4')
  })
})

describe('notes within code', () => {
  test('stand below the last line of their place, and all its lines are marked', () => {
    const { marked, notes } = noteLines([judged()])
    expect([...marked]).toEqual([3, 4])
    expect([...notes.keys()]).toEqual([4])
  })

  test('of a very long place stand below its first line', () => {
    const long = judged({ range: { startLine: 10, startColumn: 0, endLine: 90, endColumn: 0 } })
    const { marked, notes } = noteLines([judged(), long])
    expect([...marked]).toEqual([3, 4, 10])
    expect([...notes.keys()]).toEqual([4, 10])
  })
})

describe('Prose', () => {
  test('draws code and lists, and never markup of its text', () => {
    const html = renderToStaticMarkup(<Prose text={'Use `None`.\n\n- one\n- <b>two</b>'} />)
    expect(html).toContain('>None</code>')
    expect(html).toContain('<li>one</li>')
    expect(html).toContain('&lt;b&gt;two&lt;/b&gt;')
  })
})

describe('FixChecks', () => {
  test('says what failed', () => {
    const check = {
      applies: true,
      parses: true,
      removesFinding: false,
      addsNone: true,
      tests: 'not-run',
    } as const
    const html = renderToStaticMarkup(<FixChecks check={check} />)
    expect(html).toContain('the finding stays')
    expect(html).toContain('no tests were run')
  })

  test('claims of what only a model found no more than that its code changed', () => {
    const check = {
      applies: true,
      parses: true,
      removesFinding: true,
      addsNone: true,
      tests: 'green',
    } as const
    expect(renderToStaticMarkup(<FixChecks check={check} />)).toContain('removes the finding')
    const html = renderToStaticMarkup(<FixChecks check={{ ...check, isByText: true }} />)
    expect(html).toContain('changes the code in question')
    expect(html).not.toContain('removes')
  })
})

describe('ReliabilityPlot', () => {
  test('draws only bins that hold verdicts, and lists all of them', () => {
    const html = renderToStaticMarkup(
      <ReliabilityPlot
        bins={[
          { from: 0, to: 0.5, n: 0, said: null, right: null },
          { from: 0.5, to: 1, n: 8, said: 0.8, right: 0.75 },
        ]}
      />,
    )
    expect(html.match(/<circle/g)).toHaveLength(1)
    expect(html.match(/<tr class="border/g)).toHaveLength(2)
  })
})
