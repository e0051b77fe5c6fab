import 'server-only'
import { type AttemptCell, attemptsWith } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'

const { workflow, project, member, stage, model } = BY_ATTEMPT

/** What the chart of money and the chart of time have in common. */
const SAVED = {
  form: 'stacked-bars',
  noun: 'hit',
  groups: [workflow, project, member, stage, model, WHOLE],
  ignores: [],
  runs: { time: 'attempted', attempts: 'hits' },
  emptyText: 'Launch the same workflow on the same code twice: the second time, the cache answers.',
  noneText: 'Nothing was served from the cache. Launch the same workflow on the same code twice.',
  lookedAt: ({ figures }: AttemptCell<'lookups'>) => figures.lookups,
  whole: 'All hits',
  read: attemptsWith('lookups', 'hits', 'hitSavedNanoUsd', 'hitSavedMs'),
} as const

/** What it had cost to make the results that were served again. */
export const loadCacheSaved: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    ...SAVED,
    id: 'cache-saved',
    title: 'How much money does the cache save?',
    unit: 'money',
    says: 'saved',
    part: ({ figures: { hitSavedNanoUsd, hits } }) => ({ hitSavedNanoUsd, hits }),
    measure: ({ hitSavedNanoUsd, hits }) => measured(hitSavedNanoUsd, hits),
  })

/** How long the calls had taken that made the results which were served again. */
export const loadCacheTimeSaved: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    ...SAVED,
    id: 'cache-time-saved',
    title: 'How much waiting does the cache save?',
    unit: 'milliseconds',
    says: 'of model calls saved',
    part: ({ figures: { hitSavedMs, hits } }) => ({ hitSavedMs, hits }),
    measure: ({ hitSavedMs, hits }) => measured(hitSavedMs, hits),
  })
