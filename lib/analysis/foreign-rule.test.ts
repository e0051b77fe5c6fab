import { expect, it } from 'vitest'
import { foreignRule } from './foreign-rule'
import { loadRules } from './load-rules'
import { PYRIGHT_RULES } from './pyright/pyright-rules'
import { RUFF_RULES } from './ruff/ruff-rules'

it('knows what the rules of other tools mean here, and no others', () => {
  expect(foreignRule('ruff/F631')).toMatchObject({ tool: 'ruff', category: 'correctness' })
  expect(foreignRule('ruff/S608')).toMatchObject({ cwe: 89, ours: 'sql-injection' })
  expect(foreignRule('pyright/reportUnhashable')).toMatchObject({ tool: 'pyright', severity: 'medium' })
  for (const id of ['ruff/E501', 'pyright/reportMissingImports', 'mutable-default', 'ruff', 'model/F631'])
    expect(foreignRule(id)).toBeNull()
})

it('what they are said to share with ours is ours', async () => {
  const rules = await loadRules()
  const shared = [...RUFF_RULES.values(), ...PYRIGHT_RULES.values()].flatMap(({ ours }) => ours ?? [])
  expect(shared.filter((id) => !rules.has(id))).toEqual([])
  expect(new Set(shared).size).toBeGreaterThan(20)
})
