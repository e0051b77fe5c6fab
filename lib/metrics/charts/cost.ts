import 'server-only'
import { attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'

const { workflow, project, member, model, tier, prompt, provider, stage } = BY_ATTEMPT
const read = attemptsWith('costNanoUsd', 'calls')

/** What model calls cost, by the time they were made. */
export const loadCost: ChartLoader = (ctx, query) =>
  loadSums(ctx, query, {
    id: 'cost',
    title: 'What do we spend?',
    unit: 'money',
    form: 'stacked-bars',
    noun: 'call',
    says: 'spent',
    groups: [workflow, project, member, model, tier, prompt, provider, stage, WHOLE],
    ignores: [],
    runs: { time: 'attempted', attempts: 'calls' },
    emptyText: 'Launch a workflow with a model: each call is counted as it ends.',
    whole: 'Model calls',
    read,
    part: ({ figures: { costNanoUsd, calls } }) => ({ costNanoUsd, calls }),
    measure: ({ costNanoUsd, calls }) => measured(costNanoUsd, calls),
  })
