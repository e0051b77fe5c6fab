import 'server-only'
import { BY_ATTEMPT, STAGE_AND_TIER } from './attempt-groups'
import type { ChartLoader } from './chart-plan'
import { loadPercentiles } from './load-percentiles'

const { stage, tier, workflow, project } = BY_ATTEMPT

/** Time from asking a model to the end of its answer, of calls that were answered: percentiles, over all or by stage, tier, both, workflow or project. */
export const loadLatency: ChartLoader = async (ctx, query) =>
  loadPercentiles(ctx, query, {
    id: 'latency',
    title: 'How long does a model take?',
    noun: 'answered call',
    says: '',
    thing: 'latency',
    splits: [
      { ...stage, by: ['stage'] },
      { ...tier, by: ['tier'] },
      STAGE_AND_TIER,
      { ...workflow, by: ['workflow'] },
      { ...project, by: ['project'] },
    ],
    ignores: ['member', 'model', 'prompt'],
    runs: { time: 'attempted', attempts: 'timed' },
    emptyText: 'Launch a workflow with a model: each answered call is timed.',
  })
