import { expect, it } from 'vitest'
import type { JudgedFinding } from '@/lib/domain/finding-row'
import { type Report, writeJson, writeMarkdown } from './write-report'

const SECRET = 'sk4-live-9f'
const finding: JudgedFinding = {
  rule: 'hard-coded-secret',
  tool: 'assay',
  stage: 'evidence',
  severity: 'high',
  category: 'security',
  cwe: 798,
  path: 'm.py',
  range: { startLine: 1, startColumn: 0, endLine: 1, endColumn: 19 },
  quote: `token = "${SECRET}"`,
  qualifiedName: '',
  message: `Whoever reads ${SECRET} has it; see https://evil.example or www.evil.example.`,
  trigger: null,
  trace: [],
  fix: [{ startLine: 1, endLine: 1, replacement: 'token = os.environ["TOKEN"]\n' }],
  example: null,
  rawConfidence: 0.9,
  fingerprint: 'f',
  movedFingerprint: 'm',
  proof: null,
  fixCheck: { applies: true, parses: true, removesFinding: true, addsNone: true, tests: 'not-run' },
  promptHash: null,
  doubt: `Is ${SECRET} one?`,
  prevention: null,
  confidence: { value: 0.9, n: 0 },
  hidden: null,
  demoted: null,
  ruleVersion: 'rule-1',
}
const report: Report = {
  workflow: 'code-review',
  target: 'm.py',
  figures: { verdict: null } as Report['figures'],
  findings: [finding],
  dropped: [{ stage: 'verify', rule: 'x', path: 'm.py', line: 1, quote: SECRET, why: `${SECRET} is fine` }],
  notes: [],
  tools: [],
  files: [{ path: 'm.py', source: `token = "${SECRET}"\n`, oldSource: null, changed: null }],
  titles: new Map(),
}

it('a report holds no secret in clear, and says so', () => {
  const json = writeJson(report)
  const markdown = writeMarkdown(report, 'One finding')
  for (const text of [json, markdown]) {
    expect(text).not.toContain(SECRET)
    expect(text).toContain('sk…')
  }
  expect(markdown).toContain('The secret is masked')
})

it('links to nothing that was said, and says that tests were not run', () => {
  const markdown = writeMarkdown(report, 'One finding')
  expect(markdown).not.toMatch(/https:\/\/|www\.evil/)
  expect(markdown).toContain(
    'tried in a scratch copy: it parses, removes the finding and adds none; tests were not run',
  )
})
