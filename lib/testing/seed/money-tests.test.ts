import path from 'node:path'
import { expect, test } from 'vitest'
import { runTests } from '@/lib/python/run-tests'
import { moneyTestFigures, moneyTests } from './money-tests'

test('the seeded tests pass, and cover what the seeded check says', async () => {
  const run = await runTests({
    projectDir: path.resolve('lib/projects/sample/ledger'),
    sourceRoot: '',
    moduleName: 'ledger.money',
    modulePath: 'ledger/money.py',
    testSource: moneyTests,
  })
  const { passed, failed, coverage } = run
  expect(run.notExecuted).toBeNull()
  expect({ testsPassed: passed, testsFailed: failed }).toEqual({
    testsPassed: moneyTestFigures.testsPassed,
    testsFailed: moneyTestFigures.testsFailed,
  })
  expect(coverage).toMatchObject({ path: 'ledger/money.py', missing: moneyTestFigures.coverage.missing })
})
