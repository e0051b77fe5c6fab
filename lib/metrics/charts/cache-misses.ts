import 'server-only'
import { readAttempts } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'

const { workflow, project, member, stage, model, missReason } = BY_ATTEMPT

/** Why lookups were not answered. */
export const loadCacheMisses: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'cache-misses',
    title: 'Why does the cache not answer?',
    unit: 'count',
    form: 'stacked-bars',
    noun: 'missed lookup',
    says: 'lookups were not answered',
    groups: [missReason, workflow, project, member, stage, model, WHOLE],
    ignores: [],
    runs: { time: 'attempted', attempts: 'misses' },
    emptyText: 'No lookup missed: either all were answered, or no model was asked.',
    whole: 'All misses',
    read: readAttempts,
    part: ({ figures: { lookups, hits } }) => ({ misses: lookups - hits }),
    measure: ({ misses }) => measured(misses, misses),
  })
