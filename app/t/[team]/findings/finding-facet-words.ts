import { CATEGORY_WORD, REASON_WORD, TOOL_WORD } from '@/components/findings/finding-words'
import { FindingSeverity } from '@/lib/domain/finding'
import type { FindingFacet, FindingSort, SeenIn } from '@/lib/domain/finding-query'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'

export const FACET_TITLE = {
  project: 'Project',
  workflow: 'Workflow',
  rule: 'Rule',
  severity: 'Severity',
  category: 'Category',
  state: 'State',
  tool: 'Seen by',
  reason: 'Dismissed as',
  proven: 'Proof',
  seenIn: 'Stands in',
} satisfies Record<FindingFacet, string>

/** What a filter of the address is called. */
export const FILTER_TITLE = { ...FACET_TITLE, view: 'View', sort: 'Order' }

export const SORT_WORD = {
  severity: 'Worst first',
  value: 'Most worth first',
  newest: 'Newest first',
  place: 'By file',
} satisfies Record<FindingSort, string>

const SEEN_IN_WORD = { project: 'The project', change: 'Only a change' } satisfies Record<SeenIn, string>

const PROVEN_WORD = { yes: 'Proven by a test', no: 'Not proven' }

/** Order of the facets: what people narrow by most comes first. */
export const FACET_ORDER: readonly FindingFacet[] = [
  'severity',
  'state',
  'category',
  'project',
  'proven',
  'seenIn',
  'workflow',
  'tool',
  'reason',
  'rule',
]

interface FacetNames {
  projectNames: Readonly<Record<string, string>>
  ruleTitles: Readonly<Record<string, string>>
}

/** A facet's value as people read it. */
export function facetValueWord(facet: FindingFacet, value: string, names: FacetNames): string {
  const words: Partial<Record<FindingFacet, Readonly<Record<string, string>>>> = {
    project: names.projectNames,
    rule: names.ruleTitles,
    workflow: WORKFLOW_TITLE,
    category: CATEGORY_WORD,
    tool: TOOL_WORD,
    reason: REASON_WORD,
    proven: PROVEN_WORD,
    seenIn: SEEN_IN_WORD,
  }
  return words[facet]?.[value] ?? value
}

/** Values of a facet with their counts: severities from the worst, others by count; chosen ones stay in sight. */
export function facetValues(
  facet: FindingFacet,
  counts: Readonly<Record<string, number>>,
  chosen: readonly string[],
): [string, number][] {
  const missing = chosen.filter((value) => !(value in counts)).map((value): [string, number] => [value, 0])
  const all = [...Object.entries(counts), ...missing]
  if (facet === 'severity') {
    const worstFirst: readonly string[] = FindingSeverity.options
    return all.sort(([one], [other]) => worstFirst.indexOf(one) - worstFirst.indexOf(other))
  }
  return all.sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || one.localeCompare(other))
}
