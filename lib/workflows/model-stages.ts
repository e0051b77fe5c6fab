import type { WorkflowName } from '@/lib/domain/words'
import { predict, weigh } from './bug-prediction/stages'
import { triage } from './code-review/triage'
import { refute, verify } from './code-review/verify'
import { generateTests } from './test-generation/generate-tests'

/** Every stage that asks models, for pages that show them before they have run. */
export const modelStages: { workflow: WorkflowName; stage: string }[] = [
  generateTests,
  triage,
  verify,
  refute,
  predict,
  weigh,
].map(({ workflow, name }) => ({ workflow, stage: name }))
