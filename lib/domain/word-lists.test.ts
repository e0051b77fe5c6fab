import { expect, it } from 'vitest'
import { FindingSeverity } from './finding'
import { SEVERITIES, TIERS, WORKFLOW_NAMES } from './word-lists'
import { Tier, WorkflowName } from './words'

it('has the words of the schemas, in their order', () => {
  expect(WORKFLOW_NAMES).toEqual(WorkflowName.options)
  expect(TIERS).toEqual(Tier.options)
  expect(SEVERITIES).toEqual(FindingSeverity.options)
})
