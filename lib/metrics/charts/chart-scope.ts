import 'server-only'
import { queryAside } from '@/lib/db/query-aside'
import { sql } from '@/lib/db/sql'
import type { ChartQuery } from '@/lib/domain/chart'
import type { MetricFilters, MetricWindow } from '@/lib/domain/metric'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { previousWindow, windowOf } from '../rollups/window-of'
import type { ChartGroup, ChartPlan, RunsSearch } from './chart-plan'
import { tellSpan } from './tell-span'

/** What is asked of one chart at one moment. */
export interface ChartScope<Dimension extends string = string> {
  teamId: string
  window: MetricWindow
  before: MetricWindow
  /** the page's filters that the chart follows */
  filters: Partial<MetricFilters>
  /** those that it cannot follow, in words */
  ignored: string[]
  group: ChartGroup<Dimension>
  /** the window in words: `in 7 days`, and the one before: `the 7 days before` */
  span: ReturnType<typeof tellSpan>
  /** parameters of the runs page for all runs behind the chart; null: none are */
  runs: RunsSearch | null
}

const FILTER_WORDS = {
  project: 'Project',
  workflow: 'Workflow',
  member: 'Member',
  model: 'Model',
  tier: 'Tier',
  prompt: 'Prompt version',
} satisfies Record<keyof MetricFilters, string>
const FILTERS = Object.keys(FILTER_WORDS) as (keyof MetricFilters)[]

/** Filters that are set but cannot be followed, in words. */
export function ignoredFilters(filters: MetricFilters, ignores: readonly (keyof MetricFilters)[]): string[] {
  const isSet = (name: keyof MetricFilters) => filters[name].length > 0
  return FILTERS.filter((name) => ignores.includes(name) && isSet(name)).map((name) => FILTER_WORDS[name])
}

/** The split that is asked for; the chart's own first choice when it has none of that name. */
export function chooseGroup<Group extends ChartGroup>(
  groups: readonly [Group, ...Group[]],
  asked: string | undefined,
): Group {
  return groups.find(({ value }) => value === asked) ?? groups[0]
}

/** The zone in which a team's days begin. Every chart asks it: past the client it costs a third. */
export async function findTimeZone(teamId: string): Promise<string> {
  const [team] = await queryAside<{ timeZone: string }>(sql`SELECT "timeZone" FROM team WHERE id = ${teamId}`)
  if (team === undefined) throw new Error('The team was deleted meanwhile.')
  return team.timeZone
}

/**
 * Works out the window, filters and split of a chart. An unknown split is the chart's own first choice. Throws `forbidden` for
 * money that is asked for by somebody who sees none.
 */
export async function chartScope<Dimension extends string>(
  ctx: TeamContext,
  query: ChartQuery,
  plan: Pick<ChartPlan<Dimension>, 'unit' | 'groups' | 'ignores' | 'runs'>,
  now = new Date(),
): Promise<ChartScope<Dimension>> {
  if (plan.unit === 'money') assertCan(ctx, 'see-costs')
  const window = windowOf(query, await findTimeZone(ctx.teamId), now)
  const followed = FILTERS.filter((name) => query[name].length > 0 && !plan.ignores.includes(name))
  const filters = Object.fromEntries(followed.map((name) => [name, query[name]]))
  const runs = Object.fromEntries(followed.map((name) => [name, query[name].join(',')]))
  return {
    teamId: ctx.teamId,
    window,
    before: previousWindow(window),
    filters,
    ignored: ignoredFilters(query, plan.ignores),
    group: chooseGroup(plan.groups, query.group),
    span: tellSpan(query, window),
    runs: plan.runs === null ? null : { ...runs, ...plan.runs },
  }
}
