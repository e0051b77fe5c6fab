import 'server-only'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { workflow, project, member, source, prompt } = BY_RUN
const read = runsWith('costNanoUsd', 'verified')

/** All that ended runs cost, whatever became of them, by verified outputs: a failure makes what works dearer. */
export const loadCostPerVerified: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'cost-per-verified',
    title: 'What does a verified output cost?',
    unit: 'money',
    form: 'lines',
    noun: 'verified output',
    says: 'per verified output',
    groups: [workflow, project, member, source, prompt, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', outcome: 'verified' },
    emptyText: 'An output counts once it was executed and all its checks passed.',
    whole: 'All runs',
    read,
    part: ({ figures: { costNanoUsd, verified } }) => ({ costNanoUsd, verified }),
    measure: ({ costNanoUsd, verified }) => measured(costNanoUsd / Math.max(1, verified), verified),
  })
