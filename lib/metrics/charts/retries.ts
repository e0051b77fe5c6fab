import 'server-only'
import type { AttemptDimension } from '@/lib/domain/metric'
import { outcomesWith } from '@/lib/domain/outcome-traits'
import { type AttemptCell, attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartGroup, type ChartLoader, measured, type RunsSearch } from './chart-plan'
import { chooseGroup } from './chart-scope'
import { loadSums, type SumPlan } from './load-sums'

const { workflow, project, member, model, provider, tier, stage, prompt } = BY_ATTEMPT

interface AskedAgain extends Record<string, number> {
  calls: number
  again: number
}
type Plan = SumPlan<AttemptDimension, AttemptCell<'calls'>['figures'], AskedAgain>

/** Ends of a call after which the same is asked again, there or of the next provider. */
const PASSING: readonly string[] = outcomesWith('passing')
const SAYS = 'of calls were repairs, or lost to a fault that passes'
const share = ({ calls, again }: AskedAgain) => measured(again / Math.max(1, calls), calls)

const byKind: ChartGroup<AttemptDimension> = {
  value: 'kind',
  label: 'Kind',
  by: ['isRepair'],
  words: { true: 'Repairs', false: 'Lost to a fault that passes' },
  colors: { true: '--warn', false: '--bad' },
  runs: (key): RunsSearch =>
    key === 'true' ? { attempts: 'repairs' } : { attempts: 'unused', failure: PASSING.join(',') },
}

const COMMON = {
  id: 'retries',
  title: 'How often must a model be asked again?',
  groups: [byKind, workflow, stage, tier, model, provider, project, member, prompt, WHOLE],
  ignores: [],
  runs: { time: 'attempted', attempts: 'calls' },
  emptyText: 'Launch a workflow with a model: each call is counted as it ends.',
  noneText: 'No model had to be asked twice.',
  whole: 'All calls',
  alsoBy: ['isRepair', 'outcome'],
  read: attemptsWith('calls'),
  part: ({ keys, figures: { calls } }) => ({
    calls,
    again: keys.isRepair === 'true' || PASSING.includes(keys.outcome ?? '') ? calls : 0,
  }),
} satisfies Partial<Plan>

const KINDS: Plan = {
  ...COMMON,
  unit: 'count',
  form: 'stacked-bars',
  noun: 'call',
  says: 'calls',
  measure: ({ again }) => measured(again, again),
  answer: { unit: 'share', noun: 'call', says: SAYS, measure: share },
}

const SHARES: Plan = { ...COMMON, unit: 'share', form: 'lines', noun: 'call', says: SAYS, measure: share }

/**
 * Calls that others had to be made for: rounds of repair, and first calls that a fault took which may pass. How many of each
 * kind, or else which share of each split's calls.
 */
export const loadRetries: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, chooseGroup(COMMON.groups, query.group) === byKind ? KINDS : SHARES)
