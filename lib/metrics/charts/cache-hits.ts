import 'server-only'
import { findTarget } from '../criteria/find-targets'
import { readAttempts } from '../rollups/read-attempts'
import { BY_ATTEMPT, WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'

const { workflow, project, member, stage, model } = BY_ATTEMPT

/** Which share of lookups was answered by a stored result. */
export const loadCacheHits: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'cache-hits',
    title: 'How often does the cache answer?',
    unit: 'share',
    form: 'lines',
    noun: 'lookup',
    says: 'of lookups answered',
    groups: [workflow, project, member, stage, model, WHOLE],
    ignores: [],
    runs: { time: 'attempted', attempts: 'lookups' },
    emptyText: 'Launch the same workflow on the same code twice: the second time, the cache answers.',
    target: await findTarget(ctx.teamId, 'repeat-hits'),
    whole: 'All lookups',
    read: readAttempts,
    part: ({ figures: { lookups, hits } }) => ({ lookups, hits }),
    measure: ({ lookups, hits }) => measured(hits / Math.max(1, lookups), lookups),
  })
