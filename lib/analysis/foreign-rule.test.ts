import { expect, it } from 'vitest'
import { foreignRule } from './foreign-rule'

it('knows what the rules of other tools mean here, and no others', () => {
  expect(foreignRule('ruff/F631')).toMatchObject({ tool: 'ruff', category: 'correctness' })
  expect(foreignRule('ruff/S608')).toMatchObject({ cwe: 89, ours: 'sql-injection' })
  expect(foreignRule('pyright/reportUnhashable')).toMatchObject({ tool: 'pyright', severity: 'medium' })
  for (const id of ['ruff/E501', 'pyright/reportMissingImports', 'mutable-default', 'ruff', 'model/F631'])
    expect(foreignRule(id)).toBeNull()
})
