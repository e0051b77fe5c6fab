import 'server-only'
import type { RunDimension } from '@/lib/domain/metric'
import { findTarget } from '../criteria/find-targets'
import { type RunCell, runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { chooseGroup } from './chart-scope'
import { loadSums, type SumPlan } from './load-sums'
import { BY_RUN } from './run-groups'

const { workflow, project, member, prompt, reason } = BY_RUN

interface FellBack extends Record<string, number> {
  fallbacks: number
  modelAllowed: number
}
type Plan = SumPlan<RunDimension, RunCell<'fallbacks' | 'modelAllowed'>['figures'], FellBack>

const SAYS = 'of runs that may use a model fell back to the template'
const share = ({ fallbacks, modelAllowed }: FellBack) =>
  measured(fallbacks / Math.max(1, modelAllowed), modelAllowed)

const COMMON = {
  id: 'fallbacks',
  title: 'Why does the template stand in?',
  groups: [reason, workflow, project, member, prompt, WHOLE],
  ignores: ['model', 'tier'],
  emptyText: 'Launch a workflow that may use a model: runs are counted as they end.',
  noneText: 'No run that may use a model fell back to the template.',
  whole: 'All runs',
  read: runsWith('fallbacks', 'modelAllowed'),
  part: ({ figures: { fallbacks, modelAllowed } }) => ({ fallbacks, modelAllowed }),
} satisfies Partial<Plan>

const REASONS: Plan = {
  ...COMMON,
  unit: 'count',
  form: 'stacked-bars',
  noun: 'fallback',
  says: 'runs fell back to the template',
  runs: { time: 'ended', counted: 'fallback' },
  measure: ({ fallbacks }) => measured(fallbacks, fallbacks),
  answer: { unit: 'share', noun: 'run', says: SAYS, measure: share },
}

const SHARES: Plan = {
  ...COMMON,
  unit: 'share',
  form: 'lines',
  noun: 'run',
  says: SAYS,
  runs: { time: 'ended', counted: 'model-allowed' },
  measure: share,
}

/** Runs that the template served although a model was allowed: how many for each reason, or else which share of each split's runs. */
export const loadFallbacks: ChartLoader = async (ctx, query) =>
  chooseGroup(COMMON.groups, query.group) === reason
    ? loadSums(ctx, query, REASONS)
    : loadSums(ctx, query, { ...SHARES, target: await findTarget(ctx.teamId, 'fallbacks') })
