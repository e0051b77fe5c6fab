import 'server-only'
import { attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartGroup, type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'

const { workflow, project, member, model, tier, prompt, stage, outcome } = BY_ATTEMPT
const read = attemptsWith('costNanoUsd', 'calls')

/** Repairs, and answers at the first go that could not be used: what would not be paid if each first answer were good. */
const byKind: ChartGroup<'isRepair'> = {
  value: 'kind',
  label: 'Kind',
  by: ['isRepair'],
  words: { true: 'Repairs', false: 'First answers that were not used' },
  colors: { true: '--warn', false: '--bad' },
  runs: (key) => (key.includes(',') ? null : { attempts: key === 'true' ? 'repairs' : 'unused' }),
}

const byOutcome = { ...outcome, label: 'Outcome', words: { ok: 'Used after a repair' } }

/** What failed calls and repairs cost; a repair round counts whatever its outcome, and counts once. */
export const loadCostOfFailures: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'cost-of-failures',
    title: 'What do failures and repairs cost?',
    unit: 'money',
    form: 'stacked-bars',
    noun: 'call',
    says: 'spent on failures and repairs',
    groups: [byKind, workflow, project, member, model, tier, prompt, stage, byOutcome, WHOLE],
    ignores: [],
    runs: { time: 'attempted', attempts: 'wasted' },
    emptyText: 'Launch a workflow with a model: each call is counted as it ends.',
    noneText: 'Every first answer was used: nothing was spent on failures or repairs.',
    lookedAt: ({ figures }) => figures.calls,
    whole: 'Failures and repairs',
    alsoBy: ['isRepair', 'outcome'],
    read,
    part: ({ keys, figures: { costNanoUsd, calls } }) =>
      keys.isRepair === 'true' || keys.outcome !== 'ok' ? { costNanoUsd, calls } : null,
    measure: ({ costNanoUsd, calls }) => measured(costNanoUsd, calls),
  })
