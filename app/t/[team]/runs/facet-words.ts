import { REASON_WORDS, WORKFLOW_TITLE } from '@/components/runs/run-words'
import { VERDICT_WORD } from '@/components/ui/verdict-word'
import type { CountedRuns, RunFacet } from '@/lib/domain/run-query'
import { RunReason, Verdict, WorkflowName } from '@/lib/domain/words'

export const FACET_TITLE = {
  workflow: 'Workflow',
  status: 'Status',
  verdict: 'Verdict',
  source: 'Source',
  project: 'Project',
  reason: 'Reason',
  review: 'Review',
} satisfies Record<RunFacet, string>

/** The runs behind a share of the overview, for the chip that narrows the list to them. */
export const COUNTED_WORDS = {
  verified: 'Verified as generated',
  fallback: 'Fell back to the template',
  'cache-hit': 'Cache hit',
} satisfies Record<CountedRuns, string>

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
  const verdict = facet === 'verdict' ? Verdict.safeParse(value) : null
  if (verdict?.success) return VERDICT_WORD[verdict.data]
  return value.replaceAll('-', ' ')
}
