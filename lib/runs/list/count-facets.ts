import 'server-only'
import { type RunCounts, RunFacet, type RunQuery } from '@/lib/domain/run-query'

/** Runs that are alike in everything one can filter by. */
export type RunGroup = Record<RunFacet, string | null> & { runs: number }

const FACETS = RunFacet.options

function matches(group: RunGroup, query: Pick<RunQuery, RunFacet>, facet: RunFacet): boolean {
  const chosen: readonly (string | null)[] = query[facet]
  return chosen.length === 0 || chosen.includes(group[facet])
}

/** The groups that all facets' choices leave. */
export function chosenGroups<Group extends RunGroup>(
  groups: Group[],
  query: Pick<RunQuery, RunFacet>,
): Group[] {
  return groups.filter((group) => FACETS.every((facet) => matches(group, query, facet)))
}

/**
 * For each facet and value, how many runs choosing it would show: a facet's own choices do not count against it,
 * the other facets' do. Every value that occurs is there, with 0 when choosing it would show nothing.
 */
export function countFacets(groups: RunGroup[], query: Pick<RunQuery, RunFacet>): RunCounts {
  const counts: RunCounts = {
    workflow: {},
    status: {},
    verdict: {},
    source: {},
    project: {},
    reason: {},
    review: {},
  }
  for (const facet of FACETS) {
    const others = FACETS.filter((other) => other !== facet)
    for (const group of groups) {
      const value = group[facet]
      if (value === null) continue
      const shown = others.every((other) => matches(group, query, other)) ? group.runs : 0
      counts[facet][value] = (counts[facet][value] ?? 0) + shown
    }
  }
  return counts
}
