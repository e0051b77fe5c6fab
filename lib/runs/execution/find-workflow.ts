import 'server-only'
import type { WorkflowName } from '@/lib/domain/words'
import type { Workflow } from '@/lib/workflows/define-workflow'
import { workflowByName } from '@/lib/workflows/registry'

/** The registered workflow of this name; throws for one that this version does not have (a run of another version). */
export function findRegisteredWorkflow(name: WorkflowName): Workflow {
  const workflow = workflowByName[name]
  if (workflow === undefined) throw new Error(`workflow ${name} is not registered in this version`)
  return workflow
}
