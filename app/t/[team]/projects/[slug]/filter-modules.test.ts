import { describe, expect, it } from 'vitest'
import type { ModuleRow } from '@/lib/domain/module'
import { filterModules } from './filter-modules'

const row = (path: string, rest: Partial<ModuleRow> = {}): ModuleRow => ({
  path,
  name: path.replace(/\.py$/, '').replaceAll('/', '.'),
  isTest: false,
  lines: 1,
  codeLines: 1,
  functions: 0,
  classes: 0,
  branches: 0,
  publicSymbols: 0,
  documentedShare: null,
  wasRead: true,
  syntaxError: null,
  lastRun: null,
  tests: null,
  ...rest,
})

const lastRun = {
  id: 'r1',
  status: 'done',
  verdict: 'verified',
  coveredShare: 1,
  createdAt: '2026-11-23T00:00:00Z',
} as const
const modules = [
  row('billing/tax.py', { lastRun }),
  row('billing/invoice.py'),
  row('tests/test_tax.py', { isTest: true }),
  row('old/broken.py', { syntaxError: { line: 3, column: 0, message: 'invalid syntax' } }),
  row('old/unread.py', { wasRead: false }),
  row('old/__init__.py', { codeLines: 0 }),
]
const paths = (...args: [Parameters<typeof filterModules>[1], string]) =>
  filterModules(modules, ...args).map((module) => module.path)

describe('filterModules', () => {
  it('finds by path and by dotted name, whatever the case', () => {
    expect(paths('all', 'TAX')).toEqual(['billing/tax.py', 'tests/test_tax.py'])
    expect(paths('all', 'billing.inv')).toEqual(['billing/invoice.py'])
    expect(paths('all', ' ')).toHaveLength(modules.length)
  })

  it('never run: what could be run and was not', () => {
    expect(paths('never-run', '')).toEqual(['billing/invoice.py'])
  })

  it('errors: what could not be read', () => {
    expect(paths('errors', '')).toEqual(['old/broken.py', 'old/unread.py'])
  })
})
