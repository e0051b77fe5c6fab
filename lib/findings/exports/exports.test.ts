import { describe, expect, it } from 'vitest'
import { loadRules } from '@/lib/analysis/load-rules'
import type { FindingRow } from '@/lib/domain/finding-row'
import { SarifShape } from '@/lib/testing/sarif-shape'
import { findingsToCsv } from './findings-to-csv'
import { toMarkdown } from './to-markdown'
import { toSarif } from './to-sarif'

const finding = (over: Partial<FindingRow> = {}): FindingRow => ({
  rule: 'mutable-default',
  tool: 'assay',
  stage: 'evidence',
  severity: 'medium',
  category: 'correctness',
  cwe: null,
  path: 'shop/my cart.py',
  range: { startLine: 3, startColumn: 4, endLine: 3, endColumn: 6 },
  quote: '[]',
  qualifiedName: 'Cart.add',
  message: 'The default is made once.',
  trigger: 'Call it twice.',
  trace: [{ line: 1, text: 'made here' }],
  fix: [{ startLine: 3, endLine: 3, replacement: 'x = None\n' }],
  example: null,
  rawConfidence: 0.6,
  fingerprint: 'f'.repeat(64),
  movedFingerprint: 'm'.repeat(64),
  proof: null,
  fixCheck: { applies: true, parses: true, removesFinding: true, addsNone: true, tests: 'not-run' },
  promptHash: null,
  doubt: null,
  prevention: null,
  confidence: { value: 0.734, n: 5 },
  hidden: null,
  demoted: null,
  ruleVersion: 'rule-1',
  id: '0193576c-0000-7000-8000-000000000001',
  projectId: 'p',
  projectSlug: 'shop',
  projectName: 'Shop',
  workflow: 'code-review',
  ruleTitle: 'A default that all calls share',
  state: 'open',
  dismissReason: null,
  firstRunId: 'r',
  lastRunId: 'r',
  snapshotId: 's',
  firstSeenAt: '2026-11-20T00:00:00.000Z',
  lastSeenAt: '2026-11-21T00:00:00.000Z',
  fixedAt: null,
  ...over,
})

const rules = await loadRules()
const projects = [{ slug: 'shop', repository: 'https://example.org/shop.git', commit: 'abc' }]

describe('SARIF', () => {
  const dismissed = finding({
    rule: 'ruff/B006',
    tool: 'ruff',
    state: 'dismissed',
    hidden: { why: 'Dismissed as wrong by Ada on 2026-11-23.', verdicts: 1 },
    fix: null,
    qualifiedName: '',
    severity: 'critical',
    category: 'security',
    cwe: 89,
  })
  const log = JSON.parse(JSON.stringify(toSarif([finding(), dismissed], { projects, rules })))
  const [run] = log.runs

  it('has the shape of the standard, for every rule of ours', () => {
    const all = [...rules.keys()].map((rule) => finding({ rule }))
    SarifShape.parse(JSON.parse(JSON.stringify(toSarif(all, { projects, rules }))))
    SarifShape.parse(log)
    // Ids of the newest kind are no UUIDs to the standard.
    expect(run.results[0].guid).toBeUndefined()
    const named = toSarif([finding({ id: '3b241101-e2bb-4255-8caf-4136c566a962' })], { projects, rules })
    expect(SarifShape.parse(JSON.parse(JSON.stringify(named))).runs[0]?.results[0]?.guid).toBeDefined()
  })

  it('names rules once, with help, and results by them', () => {
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'mutable-default',
      'ruff/B006',
    ])
    expect(run.tool.driver.rules[0].help.markdown).toContain('## Good')
    expect(run.tool.driver.rules[1].properties).toEqual({
      tags: ['security', 'ruff', 'external/cwe/cwe-89'],
      'security-severity': '9.5',
    })
    expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([0, 1])
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['warning', 'error'])
  })

  it('places are counted from 1, paths are URIs, fingerprints hold no line', () => {
    const [result] = run.results
    const { artifactLocation, region } = result.locations[0].physicalLocation
    expect(artifactLocation).toEqual({ uri: 'shop/my%20cart.py', uriBaseId: 'SRCROOT' })
    expect(region).toEqual({
      startLine: 3,
      startColumn: 5,
      endLine: 3,
      endColumn: 7,
      snippet: { text: '[]' },
    })
    expect(result.partialFingerprints).toEqual({
      'assayFinding/v1': 'f'.repeat(64),
      'assayFindingWithoutPath/v1': 'm'.repeat(64),
    })
    expect(result.fixes[0].artifactChanges[0].replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 1 },
        insertedContent: { text: 'x = None\n' },
      },
    ])
  })

  it('says what is suppressed and why', () => {
    expect(run.results[0].suppressions).toEqual([])
    expect(run.results[1].suppressions).toMatchObject([
      { kind: 'external', status: 'accepted', justification: 'Dismissed as wrong by Ada on 2026-11-23.' },
    ])
  })
})

describe('CSV', () => {
  it('quotes what needs it and starts no formula', () => {
    const text = findingsToCsv([finding({ message: '=HYPERLINK("x")', trigger: 'a,b\nc' })])
    const [head, row] = text.split('\r\n')
    expect(head?.split(',')).toContain('confidence')
    expect(row).toContain(`"'=HYPERLINK(""x"")"`)
    expect(text).toContain('"a,b\nc"')
    expect(row).toContain(',0.734,5,no,')
  })
})

describe('Markdown', () => {
  it('puts the gravest first and shows the fix that was checked', () => {
    const text = toMarkdown([finding(), finding({ severity: 'critical', fixCheck: null, message: 'Grave.' })])
    expect(text).toMatch(/^# Assay: 2 findings \(1 critical, 1 medium\)/)
    expect(text.indexOf('## Critical')).toBeLessThan(text.indexOf('## Medium'))
    expect(text.match(/\*\*Fix\*\* \(it parses/g)).toHaveLength(1)
    expect(toMarkdown([])).toBe('Assay found nothing to say.\n')
    expect(toMarkdown([finding({ state: 'fixed' })])).toContain('5 verdicts; fixed; ')
    expect(text).not.toContain('fixed; ')
  })

  it('has one block for a fix of several edits, each below its place', () => {
    const fix = [
      { startLine: 1, endLine: 0, replacement: 'import os\n' },
      { startLine: 3, endLine: 4, replacement: 'def add(x=None):\n    x = x or []\n' },
      { startLine: 9, endLine: 9, replacement: '' },
    ]
    const text = toMarkdown([finding({ fix })])
    expect(text.match(/\*\*Fix\*\*/g)).toHaveLength(1)
    expect(text).toContain(
      ', 3 places:\n\n```python\n# before line 1\nimport os\n# lines 3 to 4\ndef add(x=None):\n    x = x or []\n# remove line 9\n```\n',
    )
  })

  it('lets nothing out of code become Markdown', () => {
    const hostile = finding({
      quote: '```\n</details><img src=x>\n@team',
      message: '![x](http://evil) <b> @everyone [approve](http://x)',
      path: 'a`b.py',
    })
    const text = toMarkdown([hostile])
    expect(text).toContain('````python\n```\n</details>')
    expect(text).toContain('\\!\\[x\\]\\(http:\u200b//evil\\) \\<b\\> @\u200beveryone')
    expect(text).toContain('``a`b.py:3``')
  })
})

describe('what leaves the product', () => {
  const secret = finding({
    rule: 'hard-coded-secret',
    quote: 'api_token = "sk4-live-9f"',
    message: 'The token sk4-live-9f stands in the source.',
    fix: [{ startLine: 3, endLine: 3, replacement: 'api_token = "sk4-live-9f".strip()\n' }],
  })
  const other = finding({ quote: 'call(api_token="sk4-live-9f")', trigger: 'call(sk4-live-9f)' })
  const files = {
    SARIF: JSON.stringify(toSarif([secret, other], { projects, rules })),
    CSV: findingsToCsv([secret, other]),
    Markdown: toMarkdown([secret, other]),
  }

  it.each(Object.entries(files))('%s holds no secret', (_, text) => {
    expect(text).not.toContain('sk4-live')
    expect(text).toContain('sk…')
  })

  it('says that a quote is masked, and offers no fix that would write the mask', () => {
    expect(files.Markdown).toContain('api_token = "sk…"\n```\n\nThe secret is masked')
    expect(files.SARIF).toContain('"masked":"The secret is masked')
    expect(files.SARIF.match(/"fixes"/g)).toHaveLength(1)
    expect(files.Markdown.match(/\*\*Fix\*\*/g)).toHaveLength(1)
  })

  it('says whether tests were run with a fix', () => {
    const green = finding()
    if (green.fixCheck !== null) green.fixCheck = { ...green.fixCheck, tests: 'green' }
    expect(toMarkdown([finding()])).toContain('adds none; tests were not run)')
    expect(toMarkdown([green])).toContain('the tests are green with it)')
  })
})
