import 'server-only'
import { UNTIMED } from '@/lib/domain/attempt'
import {
  AttemptDimension,
  AttemptFigures,
  RunDimension,
  RunFiguresSum,
  type TimedThing,
} from '@/lib/domain/metric'
import {
  ATTEMPT_LEVELS,
  CALL_TIME_LEVELS,
  type Level,
  RUN_LEVELS,
  RUN_TIME_LEVELS,
  type TimedDimension,
} from './levels'

/** What is counted: its tables `<name>`, `<name>_delta`, `<name>_key` and `<name>_rollup`, and their columns. */
export interface MetricKind {
  name: 'attempt' | 'run'
  /** the column of `<name>` by whose time a row is counted */
  time: 'createdAt' | 'endedAt'
  dimensions: readonly string[]
  figures: readonly string[]
  /** the figure that counts the rows */
  count: string
  levels: readonly Level<string>[]
  timed: {
    /** by column of the deltas: what its bins are a distribution of */
    bins: Readonly<Record<string, TimedThing>>
    dimensions: readonly TimedDimension[]
    levels: readonly Level<TimedDimension>[]
    /** rows that ended so are in no distribution */
    leftOut: readonly string[]
  }
}

export const ATTEMPTS = {
  name: 'attempt',
  time: 'createdAt',
  dimensions: AttemptDimension.options,
  figures: AttemptFigures.keyof().options,
  count: 'attempts',
  levels: ATTEMPT_LEVELS,
  timed: {
    bins: { latencyBin: 'latency', firstTokenBin: 'first-token' },
    dimensions: ['project', 'workflow', 'stage', 'tier'],
    levels: CALL_TIME_LEVELS,
    leftOut: UNTIMED,
  },
} as const satisfies MetricKind

export const RUNS = {
  name: 'run',
  time: 'endedAt',
  dimensions: RunDimension.options,
  figures: RunFiguresSum.keyof().options,
  count: 'runs',
  levels: RUN_LEVELS,
  timed: {
    bins: { waitBin: 'queue-wait', durationBin: 'run-duration' },
    dimensions: ['project', 'workflow', 'source'],
    levels: RUN_TIME_LEVELS,
    leftOut: [],
  },
} as const satisfies MetricKind

export const METRIC_KINDS: readonly MetricKind[] = [ATTEMPTS, RUNS]

/** SQL: the condition on a row's `outcome` by which its times count. */
export function isTimedSql({ timed }: MetricKind): string {
  if (timed.leftOut.length === 0) return 'true'
  return `outcome NOT IN (${timed.leftOut.map((outcome) => `'${outcome}'`).join(', ')})`
}
