import 'server-only'
import type { ChartLoader } from './chart-plan'
import { loadPercentiles } from './load-percentiles'
import { BY_RUN } from './run-groups'

const { workflow, project, source } = BY_RUN

/** Time from the launch of a run to the start of its first try, by the time it ended: percentiles. */
export const loadQueueWait: ChartLoader = async (ctx, query) =>
  loadPercentiles(ctx, query, {
    id: 'queue-wait',
    title: 'How long do runs wait to start?',
    noun: 'run',
    says: '',
    thing: 'queue-wait',
    splits: [
      { ...workflow, by: ['workflow'] },
      { ...source, by: ['source'] },
      { ...project, by: ['project'] },
    ],
    ignores: ['member', 'model', 'tier', 'prompt'],
    runs: { time: 'ended', counted: 'waited' },
    emptyText: 'Launch a workflow: how long it waits for a worker is counted when it ends.',
  })
