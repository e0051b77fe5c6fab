import 'server-only'
import type { AttemptDimension } from '@/lib/domain/metric'
import { NEW_WORK } from '@/lib/domain/words'
import { findTarget } from '../criteria/find-targets'
import { type AttemptCell, attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartGroup, type ChartLoader, measured } from './chart-plan'
import { chooseGroup } from './chart-scope'
import { loadSums, type SumPlan } from './load-sums'

const { workflow, project, member, stage, model } = BY_ATTEMPT

interface Looked extends Record<string, number> {
  lookups: number
  hits: number
}
type Plan = SumPlan<AttemptDimension, AttemptCell<'lookups' | 'hits'>['figures'], Looked>

/** What the target is about: no cache could answer what was never asked before. */
const repeats: ChartGroup<never> = { ...WHOLE, value: 'repeats', label: 'Repeats only' }

const ALL: Plan = {
  id: 'cache-hits',
  title: 'How often does the cache answer?',
  unit: 'share',
  form: 'lines',
  noun: 'lookup',
  says: 'of lookups answered',
  groups: [workflow, project, member, stage, model, WHOLE, repeats],
  ignores: [],
  runs: { time: 'attempted', attempts: 'lookups' },
  emptyText: 'Launch the same workflow on the same code twice: the second time, the cache answers.',
  whole: 'All lookups',
  read: attemptsWith('lookups', 'hits'),
  part: ({ figures: { lookups, hits } }) => ({ lookups, hits }),
  measure: ({ lookups, hits }) => measured(hits / Math.max(1, lookups), lookups),
}

const REPEATS: Plan = {
  ...ALL,
  noun: 'repeated lookup',
  says: 'of repeated lookups answered',
  runs: { time: 'attempted', attempts: 'repeats' },
  whole: 'Repeated lookups',
  alsoBy: ['missReason'],
  part: ({ keys, figures: { lookups, hits } }) =>
    NEW_WORK.some((reason) => reason === keys.missReason) ? null : { lookups, hits },
}

/** Which share of lookups was answered by a stored result; of repeats alone against the team's target. */
export const loadCacheHits: ChartLoader = async (ctx, query) =>
  chooseGroup(ALL.groups, query.group).value === repeats.value
    ? loadSums(ctx, query, { ...REPEATS, target: await findTarget(ctx.teamId, 'repeat-hits') })
    : loadSums(ctx, query, ALL)
