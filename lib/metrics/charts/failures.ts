import 'server-only'
import type { AttemptDimension } from '@/lib/domain/metric'
import { formatCount } from '@/lib/format/format-count'
import { type AttemptCell, attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { chooseGroup } from './chart-scope'
import { loadSums, type SumPlan } from './load-sums'

const { workflow, project, member, model, provider, tier, stage, prompt, outcome } = BY_ATTEMPT

interface Failed extends Record<string, number> {
  calls: number
  /** brought nothing to use */
  failed: number
  /** those of them without any answer */
  unanswered: number
}
type Plan = SumPlan<AttemptDimension, AttemptCell<'calls' | 'failedCalls'>['figures'], Failed>

/** What a person broke off did not fail. */
const isFailure = (ending: string | null | undefined) => ending !== 'ok' && ending !== 'cancelled'
const share = ({ calls, failed }: Failed) => measured(failed / Math.max(1, calls), calls)

const SAYS = 'of calls brought nothing to use'
/** The share of failures that alerts and the overview know, beside that of all that was of no use. */
const ANSWER: Plan['answer'] = {
  ...{ unit: 'share', noun: 'call', says: SAYS, measure: share },
  also: ({ unanswered }) => (unanswered === 0 ? '' : `${formatCount(unanswered)} without an answer`),
}

const COMMON = {
  id: 'failures',
  title: 'Which model calls are of no use, and why?',
  groups: [outcome, workflow, stage, tier, model, provider, project, member, prompt, WHOLE],
  ignores: [],
  runs: { time: 'attempted', attempts: 'calls' },
  emptyText: 'Launch a workflow with a model: each call is counted as it ends.',
  noneText: 'Every model call brought something to use.',
  whole: 'All calls',
  alsoBy: ['outcome'],
  read: attemptsWith('calls', 'failedCalls'),
  part: ({ keys, figures: { calls, failedCalls } }) => ({
    calls,
    failed: isFailure(keys.outcome) ? calls : 0,
    unanswered: failedCalls,
  }),
  answer: ANSWER,
} satisfies Partial<Plan>

const KINDS: Plan = {
  ...COMMON,
  unit: 'count',
  form: 'stacked-bars',
  noun: 'unused call',
  says: 'calls brought nothing to use',
  measure: ({ failed }) => measured(failed, failed),
}

const SHARES: Plan = {
  ...COMMON,
  unit: 'share',
  form: 'lines',
  noun: 'call',
  says: SAYS,
  measure: share,
}

/** Model calls that brought nothing of use: how many of each kind, or else which share of each split's calls. */
export const loadFailures: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, chooseGroup(COMMON.groups, query.group) === outcome ? KINDS : SHARES)
