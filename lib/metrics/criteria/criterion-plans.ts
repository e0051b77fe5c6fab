import 'server-only'
import type { ChartTotal } from '@/lib/domain/chart'
import type { CriterionId } from '@/lib/domain/criterion'
import { TARGETS, type TargetKind, type TargetName } from '@/lib/domain/targets'
import { NEW_WORK, WorkflowName } from '@/lib/domain/words'
import { formatList } from '@/lib/format/format-list'
import { workflowByName } from '@/lib/workflows/registry'
import { measured } from '../charts/chart-plan'
import { comparedWorkflows, measureTimeSaved } from './measure-time-saved'
import type { Facts, RunFacts } from './read-facts'

/** How one criterion is measured, and what is said of it. */
export interface CriterionPlan {
  label: string
  about: string
  /** the team's own target counts; null: it cannot be set */
  targetName: TargetName | null
  kind: Pick<TargetKind, 'unit' | 'side' | 'planned'>
  /** singular noun of n */
  noun: string
  /** below it a verdict would be chance */
  neededN: number
  page: string | null
  /** of some days; `whole`: the facts of the 30 days that they are of */
  measure: (facts: Facts, whole: Facts) => ChartTotal
  /** parameters of the runs page for the runs behind n, beside the window; null: no runs are */
  runs: ((whole: Facts) => Record<string, string>) | null
}

function sumOf<Name extends string>(
  cells: readonly { figures: Record<Name, number> }[],
  name: NoInfer<Name>,
): number {
  return cells.reduce((sum, { figures }) => sum + figures[name], 0)
}

const share = (part: number, whole: number) => measured(part / Math.max(1, whole), whole)

/** A share of runs, both by figures of the rollups. */
const shareOfRuns =
  (part: keyof RunFacts['figures'], whole: keyof RunFacts['figures']) =>
  ({ runs }: Facts) =>
    share(sumOf(runs, part), sumOf(runs, whole))

const isRepeat = ({ keys }: Facts['attempts'][number]) =>
  !NEW_WORK.some((reason) => reason === keys.missReason)

/** Workflows of which something is counted in the cells. */
function workflowsWith(
  cells: readonly { keys: { workflow?: string | null }; figures: { runs?: number; attempts?: number } }[],
  figure: 'runs' | 'attempts',
): Set<string> {
  return new Set(
    cells.flatMap(({ keys, figures }) => ((figures[figure] ?? 0) > 0 ? (keys.workflow ?? []) : [])),
  )
}

/** All that the plan names: what is not built yet cannot be seen either. */
const PLANNED = WorkflowName.options
const unbuilt = PLANNED.filter((name) => workflowByName[name] === undefined)
const NOT_BUILT =
  unbuilt.length === 0
    ? ''
    : ` Not built yet: ${formatList(unbuilt.map((name) => name.replaceAll('-', ' ')))}.`

function withTarget(name: TargetName): Pick<CriterionPlan, 'label' | 'targetName' | 'kind'> {
  return { label: TARGETS[name].label, targetName: name, kind: TARGETS[name] }
}

/** The plan's criteria but for A/B testing, which nothing can be measured of yet. */
export const CRITERION_PLANS = {
  unedited: {
    ...withTarget('unedited'),
    about:
      'Outputs that a person accepted as they were made, all checks passed, out of all that a person judged.',
    noun: 'judged output',
    neededN: 20,
    page: 'dashboards/quality#edits',
    measure: shareOfRuns('acceptedUnedited', 'reviewed'),
    runs: () => ({ time: 'ended', counted: 'reviewed' }),
  },
  fallbacks: {
    ...withTarget('fallbacks'),
    about: 'Runs that the template served although they were allowed a model.',
    noun: 'model run',
    neededN: 20,
    page: 'dashboards/reliability#fallbacks',
    measure: shareOfRuns('fallbacks', 'modelAllowed'),
    runs: () => ({ time: 'ended', counted: 'model-allowed' }),
  },
  satisfaction: {
    ...withTarget('satisfaction'),
    about: 'Mean of the ratings from 1 to 5 that people gave to outputs.',
    noun: 'rating',
    neededN: 10,
    page: 'dashboards/quality#ratings',
    measure: ({ runs }) => share(sumOf(runs, 'ratingSum'), sumOf(runs, 'ratings')),
    runs: () => ({ time: 'ended', counted: 'rated' }),
  },
  'time-saved': {
    ...withTarget('time-saved'),
    about:
      'How much less active time people spend on reviewing what a model made than on what the template did, in the same workflows. Needs five timed reviews of each.',
    noun: 'timed review',
    neededN: 20,
    page: null,
    measure: (facts, whole) => measureTimeSaved(facts.runs, whole.runs),
    runs: (whole) => ({
      ...{ time: 'ended', counted: 'timed-reviews', source: 'model' },
      workflow: comparedWorkflows(whole.runs).join(','),
    }),
  },
  'generation-time': {
    ...withTarget('generation-time'),
    about:
      '19 of 20 runs by a model take no longer, from their start to their verdict, checks and repairs included.',
    noun: 'run',
    neededN: 20,
    page: 'dashboards/reliability#latency',
    measure: ({ took }) => (took === undefined ? measured(0, 0) : measured(took.values[0] ?? 0, took.n)),
    runs: () => ({ time: 'ended', source: 'model', outcome: 'verified,unverified,rejected' }),
  },
  'repeat-hits': {
    ...withTarget('repeat-hits'),
    about:
      'Lookups that a stored result answered, out of those about code that had been asked about before and is the same.',
    noun: 'repeated lookup',
    neededN: 20,
    page: 'dashboards/cache?by=cache-hits:repeats#cache-hits',
    measure: ({ attempts }) => {
      const repeats = attempts.filter(isRepeat)
      return share(sumOf(repeats, 'hits'), sumOf(repeats, 'lookups'))
    },
    runs: () => ({ time: 'attempted', attempts: 'repeats' }),
  },
  'generation-cost': {
    ...withTarget('generation-cost'),
    about:
      'All calls of the capable tier, failed ones and repairs included, divided by those whose answer was used.',
    noun: 'used answer',
    neededN: 10,
    page: 'dashboards/cost#cost',
    measure: ({ capable }) => {
      const used = sumOf(
        capable.filter(({ keys }) => keys.outcome === 'ok'),
        'calls',
      )
      return measured(sumOf(capable, 'costNanoUsd') / Math.max(1, used), used)
    },
    runs: () => ({ time: 'attempted', attempts: 'calls', tier: 'capable', failure: 'ok' }),
  },
  visibility: {
    label: 'Workflows visible',
    about: `Of the plan’s five workflows, those that ran and whose runs left attempts behind: what each cost, took and came to.${NOT_BUILT}`,
    targetName: null,
    kind: { unit: 'share', side: 'at-least', planned: 1 },
    noun: 'workflow',
    neededN: PLANNED.length,
    page: 'dashboards/cost#workflow-costs',
    measure: ({ runs, attempts }) => {
      // Runs that failed or were cancelled may have come to no attempt.
      const ended = runs.filter(({ figures }) => figures.runs > figures.failed + figures.cancelled)
      const ran = [...workflowsWith(ended, 'runs')]
      const seen = workflowsWith(attempts, 'attempts')
      const visible = ran.filter((workflow) => seen.has(workflow)).length
      return measured(visible / PLANNED.length, ran.length)
    },
    runs: () => ({ time: 'ended' }),
  },
  feedback: {
    label: 'Feedback that counts',
    about:
      'Verdicts, ratings among them, on what they changed something of: verdicts on findings count when those on their rule have moved what its other findings are worth. Ratings and verdicts on outputs are kept, and change nothing yet.',
    targetName: null,
    kind: { unit: 'share', side: 'above', planned: 0 },
    noun: 'verdict',
    neededN: 10,
    page: 'findings/learning',
    measure: ({ words }) => {
      const sum = (name: 'said' | 'changed') => words.reduce((total, cell) => total + cell[name], 0)
      return share(sum('changed'), sum('said'))
    },
    runs: null,
  },
} satisfies Record<Exclude<CriterionId, 'experiments'>, CriterionPlan>
