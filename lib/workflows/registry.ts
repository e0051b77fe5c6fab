import type { WorkflowName } from '@/lib/domain/words'
import { bugPrediction } from './bug-prediction/workflow'
import { codeReview } from './code-review/workflow'
import type { Workflow } from './define-workflow'
import { testGeneration } from './test-generation/workflow'

/** Workflows of this version; the others of the word list come later. */
export const workflowByName: Record<WorkflowName, Workflow | undefined> = {
  'test-generation': testGeneration,
  documentation: undefined,
  'code-review': codeReview,
  refactoring: undefined,
  'bug-prediction': bugPrediction,
}

/** What can be launched, in the order of the word list. */
export const availableWorkflows: Workflow[] = Object.values(workflowByName).filter(
  (workflow) => workflow !== undefined,
)
