import 'server-only'
import { AttemptDimension, type MetricBucket, RunDimension } from '@/lib/domain/metric'

/** Dimensions that are summed up together. A reader takes the first level that has all it asks for. */
export interface Level<Dimension extends string> {
  name: string
  keys: readonly Dimension[]
  /** hours are kept only where they are far fewer than the rows themselves */
  buckets: readonly MetricBucket[]
}

/** By what distributions can be split and filtered; runs have no stage and no tier, calls no source. */
export type TimedDimension = 'project' | 'workflow' | 'stage' | 'tier' | 'source'

const BOTH: readonly MetricBucket[] = ['hour', 'day']
const DAYS: readonly MetricBucket[] = ['day']
/** Of days a level with more keys has them. */
const HOURS: readonly MetricBucket[] = ['hour']

const without = <Dimension extends string>(all: readonly Dimension[], ...left: Dimension[]) =>
  all.filter((dimension) => !left.includes(dimension))

const ENDING = ['outcome', 'isRepair'] as const
const MODEL = ['workflow', 'model', 'tier', 'source', 'isBatch'] as const
const SAVING = ['workflow', 'model', 'tier', 'isBatch', 'outcome'] as const
const attemptDimensions = AttemptDimension.options

/**
 * From few rows to many: about 20 to 20,000 a day for a team of forty with twenty projects. When they change here, workers sum
 * up all figures anew (`renewRollups`), and charts may lack older ones until then.
 */
export const ATTEMPT_LEVELS: readonly Level<AttemptDimension>[] = [
  { name: 'miss', keys: ['workflow', 'source', 'missReason'], buckets: BOTH },
  { name: 'model', keys: MODEL, buckets: BOTH },
  { name: 'projects', keys: ['project'], buckets: BOTH },
  { name: 'members', keys: ['member'], buckets: BOTH },
  { name: 'saving', keys: SAVING, buckets: BOTH },
  {
    name: 'outcome',
    keys: ['workflow', 'stage', 'tier', 'source', ...ENDING],
    buckets: BOTH,
  },
  { name: 'project-outcome', keys: ['project', ...ENDING], buckets: BOTH },
  { name: 'member-outcome', keys: ['member', ...ENDING], buckets: BOTH },
  { name: 'prompt', keys: ['workflow', 'stage', 'model', 'tier', 'source', 'prompt'], buckets: BOTH },
  { name: 'project', keys: ['project', ...MODEL], buckets: BOTH },
  { name: 'member', keys: ['member', ...MODEL], buckets: BOTH },
  // One project's last day is looked at by the hour: from rows it would be read among those of all projects.
  { name: 'project-miss', keys: ['project', 'workflow', 'source', 'missReason'], buckets: HOURS },
  { name: 'project-saving', keys: ['project', ...SAVING], buckets: HOURS },
  { name: 'work', keys: without(attemptDimensions, 'project', 'member'), buckets: DAYS },
  { name: 'project-member', keys: ['project', 'member', ...MODEL], buckets: DAYS },
  { name: 'project-work', keys: without(attemptDimensions, 'member'), buckets: DAYS },
  { name: 'member-work', keys: without(attemptDimensions, 'project'), buckets: DAYS },
]

const END = ['workflow', 'source', 'outcome', 'reason'] as const
const runDimensions = RunDimension.options

export const RUN_LEVELS: readonly Level<RunDimension>[] = [
  { name: 'end', keys: END, buckets: BOTH },
  { name: 'projects', keys: ['project'], buckets: BOTH },
  { name: 'members', keys: ['member'], buckets: BOTH },
  { name: 'work', keys: without(runDimensions, 'project', 'member'), buckets: BOTH },
  { name: 'project', keys: ['project', ...END], buckets: BOTH },
  { name: 'member', keys: ['member', ...END], buckets: BOTH },
  { name: 'project-member', keys: ['project', 'member', ...END], buckets: DAYS },
  { name: 'project-work', keys: without(runDimensions, 'member'), buckets: DAYS },
  { name: 'member-work', keys: without(runDimensions, 'project'), buckets: DAYS },
]

export const CALL_TIME_LEVELS: readonly Level<TimedDimension>[] = [
  { name: 'all', keys: [], buckets: BOTH },
  { name: 'tier', keys: ['tier'], buckets: BOTH },
  { name: 'stage', keys: ['stage'], buckets: BOTH },
  { name: 'workflow', keys: ['workflow'], buckets: BOTH },
  { name: 'projects', keys: ['project'], buckets: BOTH },
  { name: 'stage-tier', keys: ['workflow', 'stage', 'tier'], buckets: DAYS },
  { name: 'project', keys: ['project', 'workflow', 'stage', 'tier'], buckets: DAYS },
]

export const RUN_TIME_LEVELS: readonly Level<TimedDimension>[] = [
  { name: 'all', keys: [], buckets: BOTH },
  { name: 'workflow', keys: ['workflow', 'source'], buckets: BOTH },
  { name: 'projects', keys: ['project'], buckets: BOTH },
  { name: 'project', keys: ['project', 'workflow', 'source'], buckets: DAYS },
]

/** The first level that has all these dimensions in buckets of this width; undefined: none has, rows must be read. */
export function findLevel<Dimension extends string>(
  levels: readonly Level<Dimension>[],
  needed: readonly Dimension[],
  bucket: MetricBucket,
): Level<Dimension> | undefined {
  return levels.find(
    ({ keys, buckets }) => buckets.includes(bucket) && needed.every((dimension) => keys.includes(dimension)),
  )
}
