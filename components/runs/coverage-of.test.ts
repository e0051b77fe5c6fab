import { describe, expect, it } from 'vitest'
import type { LineCoverage } from '@/lib/domain/check'
import type { ArtifactRow, RunDetail } from '@/lib/domain/run'
import { checksOf, coverageOf } from './coverage-of'

type Check = RunDetail['checks'][number]

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString()

function coverage(coveredStatements: number): LineCoverage {
  const lines = { path: 'a.py', executed: [], missing: [], partial: [], excluded: [] }
  return { ...lines, statements: 10, coveredStatements, branches: 0, coveredBranches: 0 }
}

function check(id: string, second: number, more: Partial<Check> = {}): Check {
  return {
    id,
    stage: 'verify',
    kind: 'tests',
    outcome: 'passed',
    required: true,
    summary: '',
    command: null,
    exitCode: 0,
    durationMs: 1,
    sandbox: null,
    figures: {},
    log: null,
    tryNumber: 1,
    artifactId: null,
    createdAt: at(second),
    ...more,
  }
}

function artifact(id: string, second: number, more: Partial<ArtifactRow> = {}): ArtifactRow {
  return {
    id,
    version: 1,
    origin: 'template',
    kind: 'tests',
    path: 'test_a.py',
    language: 'python',
    content: '',
    contentHash: '',
    verdict: 'verified',
    verdictText: '',
    isBeingChecked: false,
    createdByName: null,
    createdAt: at(second),
    ...more,
  }
}

const checks = [
  check('first', 1, { figures: { coverage: coverage(5) } }),
  check('draft', 2, { required: false, figures: { coverage: coverage(1) } }),
  check('second-try', 20, { tryNumber: 2, figures: { coverage: coverage(7) } }),
  check('second-try-again', 21, { tryNumber: 2 }),
  check('edit', 30, { artifactId: 'edited', figures: { coverage: coverage(9) } }),
]

describe('coverageOf', () => {
  it("takes the deciding check of the artifact's own try", () => {
    expect(coverageOf(artifact('one', 10), checks)?.coveredStatements).toBe(5)
    expect(coverageOf(artifact('two', 25, { version: 2 }), checks)?.coveredStatements).toBe(7)
    const ofSecond = checksOf(artifact('two', 25, { version: 2 }), checks)
    expect(ofSecond.map(({ id }) => id)).toEqual(['second-try', 'second-try-again'])
  })

  it("takes an edit's own re-check and nothing else", () => {
    const edited = artifact('edited', 29, { origin: 'person' })
    expect(coverageOf(edited, checks)?.coveredStatements).toBe(9)
    expect(checksOf(artifact('other', 29, { origin: 'person' }), checks)).toEqual([])
    expect(coverageOf(artifact('other', 29, { origin: 'person' }), checks)).toBeNull()
  })
})
