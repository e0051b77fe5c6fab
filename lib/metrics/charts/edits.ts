import 'server-only'
import { findTarget } from '../criteria/find-targets'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { workflow, project, member, source, prompt } = BY_RUN
const read = runsWith('reviewed', 'acceptedUnedited')

/** Which share of the outputs that people judged was accepted, verified, and never edited; by the time they were made. */
export const loadEdits: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'edits',
    title: 'How much is used without an edit?',
    unit: 'share',
    form: 'lines',
    noun: 'judged output',
    says: 'of judged outputs accepted as they were made',
    groups: [workflow, project, member, source, prompt, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', counted: 'reviewed' },
    emptyText: 'Accept, edit or reject outputs in Reviews: what needed no edit is counted here.',
    target: await findTarget(ctx.teamId, 'unedited'),
    whole: 'All judged outputs',
    read,
    part: ({ figures: { reviewed, acceptedUnedited } }) => ({ reviewed, acceptedUnedited }),
    measure: ({ reviewed, acceptedUnedited }) => measured(acceptedUnedited / Math.max(1, reviewed), reviewed),
  })
