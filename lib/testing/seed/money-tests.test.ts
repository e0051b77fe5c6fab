import path from 'node:path'
import { expect, test } from 'vitest'
import { plantMistakes } from '@/lib/python/plant-mistakes'
import { runTests } from '@/lib/python/run-tests'
import { moneyTestFigures, moneyTestMutation, moneyTests } from './money-tests'

const money = {
  projectDir: path.resolve('lib/projects/sample/ledger'),
  sourceRoot: '',
  moduleName: 'ledger.money',
  modulePath: 'ledger/money.py',
  testSource: moneyTests,
}

test('the seeded tests pass, and cover what the seeded check says', async () => {
  const run = await runTests(money)
  const { passed, failed, coverage } = run
  expect(run.notExecuted).toBeNull()
  expect({ testsPassed: passed, testsFailed: failed }).toEqual({
    testsPassed: moneyTestFigures.testsPassed,
    testsFailed: moneyTestFigures.testsFailed,
  })
  expect(coverage).toMatchObject({ path: 'ledger/money.py', missing: moneyTestFigures.coverage.missing })
})

test('and notice as many planted mistakes', async () => {
  const coveredLines = moneyTestFigures.coverage.executed
  const { measured } = await plantMistakes({ ...money, coveredLines, seed: 'money' })
  expect(measured).toEqual(moneyTestMutation)
})
