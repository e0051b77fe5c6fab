import { describe, expect, it } from 'vitest'
import type { ModuleRow } from '@/lib/domain/module'
import { filterModules, firstSelection, LOW_COVERAGE, targetsOf } from './filter-modules'

type LastRun = NonNullable<ModuleRow['lastRun']>

function module(
  path: string,
  lastRun: Partial<LastRun> | null = null,
  more: Partial<ModuleRow> = {},
): ModuleRow {
  const run = { id: 'r', status: 'done', verdict: 'verified', coveredShare: null, createdAt: '' } as const
  return {
    path,
    name: path.replace(/\.py$/, '').replaceAll('/', '.'),
    isTest: false,
    lines: 1,
    codeLines: 1,
    functions: 1,
    classes: 0,
    branches: 0,
    publicSymbols: 1,
    documentedShare: null,
    wasRead: true,
    syntaxError: null,
    lastRun: lastRun === null ? null : { ...run, ...lastRun },
    tests: null,
    ...more,
  }
}

const modules = [
  module('billing/tax.py', {}),
  module('billing/io.py', { verdict: 'unverified' }),
  module('search/rank.py', { status: 'failed', verdict: null }),
  module('search/index.py', { status: 'running', verdict: null }),
  module('util.py'),
  module('test_util.py', null, { isTest: true }),
]
const paths = (rows: readonly ModuleRow[]) => rows.map((row) => row.path)

describe('filterModules', () => {
  it('knows what was never run and what failed last time; a run under way is neither', () => {
    const targets = targetsOf(modules)
    expect(paths(filterModules(targets, 'never-run', ''))).toEqual(['util.py'])
    expect(paths(filterModules(targets, 'failed', ''))).toEqual(['billing/io.py', 'search/rank.py'])
    expect(filterModules(targets, 'all', '')).toHaveLength(5)
  })

  it('knows modules without verified tests, and those whose tests leave much out', () => {
    const rows = [
      module('untested.py'),
      module('empty/__init__.py', null, { codeLines: 0 }),
      module('half.py', {}, { tests: { coveredShare: 0.5 } }),
      module('well.py', {}, { tests: { coveredShare: LOW_COVERAGE } }),
      module('unmeasured.py', {}, { tests: { coveredShare: null } }),
    ]
    expect(paths(filterModules(rows, 'no-tests', ''))).toEqual(['untested.py'])
    expect(paths(filterModules(rows, 'low-coverage', ''))).toEqual(['half.py'])
  })

  it('searches every word in path and dotted name', () => {
    expect(paths(filterModules(modules, 'all', 'bill TAX'))).toEqual(['billing/tax.py'])
    expect(paths(filterModules(modules, 'all', 'search.rank'))).toEqual(['search/rank.py'])
  })
})

describe('firstSelection', () => {
  it('takes what the link names and the project has', () => {
    expect(firstSelection(targetsOf(modules), ['util.py', 'gone.py'])).toEqual(['util.py'])
  })

  it('takes what was never run when that is little, however large the project', () => {
    expect(firstSelection(targetsOf(modules), [])).toEqual(['util.py'])
    const done = Array.from({ length: 21 }, (_, index) => module(`m${index}.py`, {}))
    expect(firstSelection([...done, module('new.py')], [])).toEqual(['new.py'])
    const neverRun = done.map((row) => ({ ...row, lastRun: null }))
    expect(firstSelection(neverRun.slice(0, 20), [])).toHaveLength(20)
    expect(firstSelection(neverRun, [])).toEqual([])
  })

  it('leaves out what is empty or unreadable, unless the link names it', () => {
    const odd = [
      module('broken.py', null, { syntaxError: { line: 1, column: 0, message: 'invalid syntax' } }),
      module('unread.py', null, { wasRead: false }),
      module('__init__.py', null, { codeLines: 0 }),
    ]
    expect(firstSelection(odd, [])).toEqual([])
    expect(filterModules(odd, 'never-run', '')).toEqual([])
    expect(firstSelection(odd, ['broken.py'])).toEqual(['broken.py'])
  })
})
