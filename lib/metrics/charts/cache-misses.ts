import 'server-only'
import { attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'

const { workflow, project, member, stage, model, missReason } = BY_ATTEMPT
const read = attemptsWith('lookups', 'hits')

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
    emptyText: 'Launch a workflow with a model: the cache is looked into before each call.',
    noneText: 'No lookup missed: all were answered.',
    lookedAt: ({ figures }) => figures.lookups,
    whole: 'All misses',
    read,
    part: ({ figures: { lookups, hits } }) => ({ misses: lookups - hits }),
    measure: ({ misses }) => measured(misses, misses),
  })
