import 'server-only'
import type { AttemptDimension } from '@/lib/domain/metric'
import { type AttemptCell, readAttempts } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { chooseGroup } from './chart-scope'
import { loadSums, type SumPlan } from './load-sums'

const { workflow, project, member, model, provider, tier, stage, prompt, outcome } = BY_ATTEMPT

interface Failed extends Record<string, number> {
  calls: number
  failed: number
}
type Plan = SumPlan<AttemptDimension, AttemptCell['figures'], Failed>

/** What a person broke off did not fail. */
const isFailure = (ending: string | null | undefined) => ending !== 'ok' && ending !== 'cancelled'
const share = ({ calls, failed }: Failed) => measured(failed / Math.max(1, calls), calls)

const COMMON = {
  id: 'failures',
  title: 'Which model calls fail, and why?',
  groups: [outcome, workflow, stage, tier, model, provider, project, member, prompt, WHOLE],
  ignores: [],
  runs: { time: 'attempted', attempts: 'calls' },
  emptyText: 'No model call failed, or none was made.',
  whole: 'All calls',
  alsoBy: ['outcome'],
  read: readAttempts,
  part: ({ keys, figures: { calls } }) => ({ calls, failed: isFailure(keys.outcome) ? calls : 0 }),
} satisfies Partial<Plan>

const KINDS: Plan = {
  ...COMMON,
  unit: 'count',
  form: 'stacked-bars',
  noun: 'failed call',
  says: 'calls failed',
  measure: ({ failed }) => measured(failed, failed),
  answer: { unit: 'share', noun: 'call', says: 'of calls failed', measure: share },
}

const SHARES: Plan = {
  ...COMMON,
  unit: 'share',
  form: 'lines',
  noun: 'call',
  says: 'of calls failed',
  measure: share,
}

/** Model calls that brought nothing of use: how many of each kind, or else which share of each split's calls. */
export const loadFailures: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, chooseGroup(COMMON.groups, query.group) === outcome ? KINDS : SHARES)
