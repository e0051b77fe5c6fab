import { CACHE_MISS_WORDS, OUTCOME_WORDS, TIER_WORD } from '@/components/runs/run-words'
import { VERDICT_WORD } from '@/components/ui/verdict-word'
import { REASON_WORDS } from '@/lib/domain/reason-words'
import type { AttemptKind, CountedRuns, RunFacet, RunListFilter, RunTime } from '@/lib/domain/run-query'
import { AttemptOutcome, CacheMissReason, RunReason, Tier, Verdict, WorkflowName } from '@/lib/domain/words'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'

export const FACET_TITLE = {
  workflow: 'Workflow',
  status: 'Status',
  verdict: 'Verdict',
  source: 'Source',
  project: 'Project',
  reason: 'Reason',
  review: 'Review',
} satisfies Record<RunFacet, string>

export const LIST_FILTER_TITLE = {
  outcome: 'Outcome',
  member: 'Launched by',
  prompt: 'Prompt version',
  stage: 'Stage',
  provider: 'Provider',
  model: 'Model',
  tier: 'Tier',
  failure: 'A call ended',
  missReason: 'Cache miss',
} satisfies Record<RunListFilter, string>

/** What of the runs lies in the window. */
export const TIME_WORDS = {
  launched: 'Launched',
  ended: 'Ended',
  attempted: 'With a call or hit',
  judged: 'With a finding judged',
} satisfies Record<RunTime, string>

export const ATTEMPT_KIND_WORDS = {
  calls: 'With a model call',
  'failed-calls': 'With a call that got no answer',
  unused: 'With an answer that was not used',
  repairs: 'With a repair',
  wasted: 'With a repair, or an answer that was not used',
  batched: 'With a call in a batch',
  timed: 'With a timed model call',
  streamed: 'With an answer whose first token was timed',
  lookups: 'With a look into the cache',
  hits: 'With a cache hit',
  misses: 'With a cache miss',
  repeats: 'Asked again about the same code',
  'prompt-cached': 'With a call that the provider’s prompt cache served',
  requests: 'With a model call or a cache hit',
} satisfies Record<AttemptKind, string>

/** What attempts of the kind are, one and several. */
export const ATTEMPT_KIND_NOUN = {
  calls: ['model call', 'model calls'],
  'failed-calls': ['call without an answer', 'calls without an answer'],
  unused: ['unused answer', 'unused answers'],
  repairs: ['repair', 'repairs'],
  wasted: ['repair or unused answer', 'repairs and unused answers'],
  batched: ['call in a batch', 'calls in batches'],
  timed: ['timed model call', 'timed model calls'],
  streamed: ['streamed answer', 'streamed answers'],
  lookups: ['look into the cache', 'looks into the cache'],
  hits: ['cache hit', 'cache hits'],
  misses: ['cache miss', 'cache misses'],
  repeats: ['repeated look into the cache', 'repeated looks into the cache'],
  'prompt-cached': ['call that the prompt cache served', 'calls that the prompt cache served'],
  requests: ['call or hit', 'calls and hits'],
} satisfies Record<AttemptKind, readonly [one: string, several: string]>

/** The runs that a figure counts, for the chip that narrows the list to them. */
export const COUNTED_WORDS = {
  verified: 'Verified as generated',
  'model-allowed': 'Done, and allowed a model',
  fallback: 'Fell back to the template',
  'cache-hit': 'Cache hit',
  reviewed: 'Judged by a person',
  rated: 'Rated',
  measured: 'With measured coverage',
  planted: 'With planted mistakes',
  examples: 'With examples that were run',
  waited: 'Started in their first try',
  'timed-reviews': 'Judged, and the look was timed',
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

/** The value of a filter that is no facet as people read it; `memberNames` by user id. */
export function listFilterWord(
  filter: RunListFilter,
  value: string,
  memberNames: Readonly<Record<string, string>>,
): string {
  if (filter === 'member') return memberNames[value] ?? 'somebody who left'
  const tier = filter === 'tier' ? Tier.safeParse(value) : null
  if (tier?.success) return TIER_WORD[tier.data]
  const failure = filter === 'failure' ? AttemptOutcome.safeParse(value) : null
  if (failure?.success) return OUTCOME_WORDS[failure.data]
  const miss = filter === 'missReason' ? CacheMissReason.safeParse(value) : null
  if (miss?.success) return CACHE_MISS_WORDS[miss.data]
  return value
}
