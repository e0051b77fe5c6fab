import 'server-only'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { workflow, project, member, source, prompt } = BY_RUN
const read = runsWith('verified', 'unverified', 'rejected')

/** Which share of outputs passed all its checks; runs that failed or were cancelled made none. */
export const loadVerifiedShare: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'verified-share',
    title: 'How much of what we get is verified?',
    unit: 'share',
    form: 'lines',
    noun: 'output',
    says: 'of outputs verified',
    groups: [workflow, project, member, source, prompt, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', outcome: 'verified,unverified,rejected' },
    emptyText: 'Launch a workflow: its output is verified when it was executed and all its checks passed.',
    whole: 'All outputs',
    read,
    part: ({ figures: { verified, unverified, rejected } }) => ({
      verified,
      outputs: verified + unverified + rejected,
    }),
    measure: ({ verified, outputs }) => measured(verified / Math.max(1, outputs), outputs),
  })
