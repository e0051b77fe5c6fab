import 'server-only'
import { findTarget } from '../criteria/find-targets'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { workflow, project, member, source, outcome, prompt } = BY_RUN
const read = runsWith('ratings', 'ratingSum')

/** How people rate outputs, on average, by the time they were made. */
export const loadRatings: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'ratings',
    title: 'How do people rate what they get?',
    unit: 'rating',
    form: 'lines',
    noun: 'rating',
    says: 'on average',
    groups: [workflow, project, member, source, outcome, prompt, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', counted: 'rated' },
    emptyText: 'Rate an output from 1 to 5 in Reviews or on the page of its run.',
    target: await findTarget(ctx.teamId, 'satisfaction'),
    whole: 'All ratings',
    read,
    part: ({ figures: { ratings, ratingSum } }) => ({ ratings, ratingSum }),
    measure: ({ ratings, ratingSum }) => measured(ratingSum / Math.max(1, ratings), ratings),
  })
