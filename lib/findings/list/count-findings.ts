import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import {
  FindingFacet,
  type FindingFilter,
  type FindingList,
  seenInOf,
  statesOf,
} from '@/lib/domain/finding-query'
import { ruleTitles } from '../rows/rule-titles'
import { scopeSql, shownSql } from './filter-sql'
import { SEEN_IN } from './seen-in-sql'

/** Counting stops here: what a person does with a facet does not depend on whether it is 5,000 or 50,000. */
const COUNTED_FINDINGS = 5000

const Group = z.object({
  project: z.string(),
  /** all that saw it */
  workflow: z.array(z.string()),
  rule: z.string(),
  severity: z.string(),
  category: z.string(),
  state: z.string(),
  tool: z.string(),
  reason: z.string().nullable(),
  proven: z.string(),
  seenIn: z.string(),
  projectName: z.string(),
  isShown: z.boolean(),
  findings: z.number(),
})
type Group = z.infer<typeof Group>

type Counted = Omit<FindingList, 'rows' | 'nextCursor' | 'baseline'>

/** Counts beside each facet, given the others' choices, over the newest findings that match what is no facet. */
export async function countFindings(teamId: string, filter: FindingFilter): Promise<Counted> {
  const scope = await scopeSql(teamId, filter)
  const groups = z.array(Group).parse(
    await db().$queryRaw`
      SELECT project.slug AS project, finding."seenBy" AS workflow, finding.rule, finding.severity, finding.category, finding.state,
        finding.tool, finding."dismissReason" AS reason, CASE WHEN finding."isProven" THEN 'yes' ELSE 'no' END AS proven,
        ${SEEN_IN} AS "seenIn",
        project.name AS "projectName", ${shownSql(teamId, filter)} AS "isShown", count(*)::int AS findings
      FROM (
        SELECT * FROM finding WHERE ${scope}
        ORDER BY "firstSeenAt" DESC, id DESC LIMIT ${COUNTED_FINDINGS}
      ) AS finding JOIN project ON project.id = finding."projectId"
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`,
  )
  const asked = await db().project.findMany({ where: { teamId, slug: { in: filter.project } } })
  const inView = groups.filter(
    ({ isShown }) => filter.view === 'all' || isShown === (filter.view === 'shown'),
  )
  const shownView = filter.view === 'all' ? 'all' : 'shown'
  return {
    counts: Object.fromEntries(
      FindingFacet.options.map((facet) => [facet, countFacet(facet, inView, filter)]),
    ) as Counted['counts'],
    countsCapped: sumOf(groups) >= COUNTED_FINDINGS,
    projectNames: {
      ...Object.fromEntries(asked.map(({ slug, name }) => [slug, name])),
      ...Object.fromEntries(groups.map(({ project, projectName }) => [project, projectName])),
    },
    ruleTitles: await ruleTitles([...new Set(groups.map(({ rule }) => rule))]),
    shown: sumOf(groups.filter((group) => group.isShown && matches(group, { ...filter, view: shownView }))),
    suppressed: sumOf(
      groups.filter((group) => !group.isShown && matches(group, { ...filter, view: 'suppressed' })),
    ),
  }
}

/** What each choice of a facet would show; choices that the other facets rule out are there with 0. */
function countFacet(facet: FindingFacet, groups: Group[], filter: FindingFilter): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const group of groups) {
    for (const choice of choicesOf(group, facet))
      counts[choice] = (counts[choice] ?? 0) + (matches(group, filter, facet) ? group.findings : 0)
  }
  return counts
}

/** What a group counts for: one choice, none, or each workflow that saw it. */
const choicesOf = (group: Group, facet: FindingFacet) => [group[facet] ?? []].flat()

/** What a filter lets through of a facet; empty: all. */
function chosenOf(filter: FindingFilter, facet: FindingFacet): readonly string[] {
  if (facet === 'state') return statesOf(filter)
  return facet === 'seenIn' ? seenInOf(filter) : filter[facet]
}

/** True when the group fits all facets' choices but those of one. */
function matches(group: Group, filter: FindingFilter, but?: FindingFacet): boolean {
  return FindingFacet.options.every((facet) => {
    const chosen = chosenOf(filter, facet)
    return (
      facet === but ||
      chosen.length === 0 ||
      choicesOf(group, facet).some((choice) => chosen.includes(choice))
    )
  })
}

const sumOf = (groups: Group[]) => groups.reduce((sum, { findings }) => sum + findings, 0)
