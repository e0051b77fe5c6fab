import { REASON_WORDS, WORKFLOW_TITLE } from '@/components/runs/run-words'
import type { RunFacet } from '@/lib/domain/run-query'
import { RunReason, WorkflowName } from '@/lib/domain/words'

export const FACET_TITLE = {
  workflow: 'Workflow',
  status: 'Status',
  verdict: 'Verdict',
  source: 'Source',
  project: 'Project',
  reason: 'Reason',
} satisfies Record<RunFacet, string>

/** A facet's value as people read it; `projectNames` by slug. */
export function facetValueWord(
  facet: RunFacet,
  value: string,
  projectNames: Readonly<Record<string, string>>,
): string {
  if (facet === 'project') return projectNames[value] ?? value
  const workflow = facet === 'workflow' ? WorkflowName.safeParse(value) : null
  if (workflow?.success) return WORKFLOW_TITLE[workflow.data]
  const reason = facet === 'reason' ? RunReason.safeParse(value) : null
  if (reason?.success) return REASON_WORDS[reason.data]
  return value.replaceAll('-', ' ')
}
