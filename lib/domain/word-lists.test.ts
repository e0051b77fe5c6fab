import { expect, it } from 'vitest'
import { FindingSeverity } from './finding'
import * as lists from './word-lists'
import {
  AttemptOutcome,
  CacheMissReason,
  RunSource,
  TemplateReason,
  Tier,
  UnverifiedReason,
  Verdict,
  WorkflowName,
} from './words'

it('has the words of the schemas, in their order', () => {
  expect({ ...lists }).toEqual({
    WORKFLOW_NAMES: WorkflowName.options,
    TIERS: Tier.options,
    SEVERITIES: FindingSeverity.options,
    VERDICTS: Verdict.options,
    RUN_SOURCES: RunSource.options,
    MISS_REASONS: CacheMissReason.options,
    RUN_REASONS: [...TemplateReason.options, ...UnverifiedReason.options],
    ATTEMPT_OUTCOMES: AttemptOutcome.options,
  })
})
