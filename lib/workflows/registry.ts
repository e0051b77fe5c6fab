import type { WorkflowName } from '@/lib/domain/words'
import type { Workflow } from './define-workflow'
import { testGeneration } from './test-generation/workflow'

/** Every workflow by its name; undefined: this version does not have it, and the launch page does not offer it. */
export const workflowByName: Record<WorkflowName, Workflow | undefined> = {
  'test-generation': testGeneration,
  documentation: undefined,
  'code-review': undefined,
  refactoring: undefined,
  'bug-prediction': undefined,
}

/** The workflows that this version can launch. */
export const availableWorkflows: Workflow[] = Object.values(workflowByName).filter(
  (workflow) => workflow !== undefined,
)
