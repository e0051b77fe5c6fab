import type { FilterChoice, FilterChoices } from '@/lib/domain/filter-choices'
import { TIERS, WORKFLOW_NAMES } from '@/lib/domain/word-lists'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import type { FilterName } from './dashboard-filters'

export const FILTER_WORDS = {
  project: 'Project',
  workflow: 'Workflow',
  member: 'Member',
  model: 'Model',
  tier: 'Tier',
  prompt: 'Prompt version',
} satisfies Record<FilterName, string>

const OWN_WORDS: Partial<Record<FilterName, FilterChoice[]>> = {
  workflow: WORKFLOW_NAMES.map((value) => ({ value, label: WORKFLOW_TITLE[value] })),
  tier: TIERS.map((value) => ({ value, label: value })),
}

/** What a filter offers: our own words, or what the team has. What the URL holds beyond that is offered, too. */
export function choicesOf(
  name: FilterName,
  ofTeam: FilterChoices | undefined,
  chosen: readonly string[],
): FilterChoice[] {
  const known =
    OWN_WORDS[name] ?? (name in (ofTeam ?? {}) ? (ofTeam?.[name as keyof FilterChoices] ?? []) : [])
  const unknown = chosen.filter((value) => known.every((choice) => choice.value !== value))
  return [...known, ...unknown.map((value) => ({ value, label: value }))]
}
