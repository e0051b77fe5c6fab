import type { WorkflowName } from '@/lib/domain/words'
import { generateTests } from './test-generation/generate-tests'

/** Every stage that asks models, for pages that show them before they have run. */
export const modelStages: { workflow: WorkflowName; stage: string }[] = [generateTests].map(
  ({ workflow, name }) => ({ workflow, stage: name }),
)
