import 'server-only'
import { BY_ATTEMPT, STAGE_AND_TIER } from './attempt-groups'
import type { ChartLoader } from './chart-plan'
import { loadPercentiles } from './load-percentiles'

const { stage, tier, workflow, project } = BY_ATTEMPT

/** Time from asking a model to the first token of its answer, of calls that were answered to the end: percentiles, over all or by stage, tier, both, workflow or project. */
export const loadFirstToken: ChartLoader = async (ctx, query) =>
  loadPercentiles(ctx, query, {
    id: 'first-token',
    title: 'How long until an answer begins?',
    noun: 'streamed answer',
    says: '',
    thing: 'first-token',
    splits: [
      { ...stage, by: ['stage'] },
      { ...tier, by: ['tier'] },
      STAGE_AND_TIER,
      { ...workflow, by: ['workflow'] },
      { ...project, by: ['project'] },
    ],
    ignores: ['member', 'model', 'prompt'],
    runs: { time: 'attempted', attempts: 'streamed' },
    emptyText: 'Launch a workflow with a model: the first token of each answer is timed.',
  })
