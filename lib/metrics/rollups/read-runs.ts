import 'server-only'
import { type RunDimension, RunFiguresSum } from '@/lib/domain/metric'
import { RUNS } from './metric-kind'
import { readSums, type SumsQuestion } from './read-sums'
import { toCells } from './to-cells'

/** Sums over the runs that ended in one bucket (or in the whole window) and have the same keys. */
export interface RunCell {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  /**
   * what was asked for by `by`: `project` is the project's id, `member` the user's, `outcome` the own verdict of a run that
   * is done, else `failed` or `cancelled`; null: the run has none
   */
  keys: Partial<Record<RunDimension, string | null>>
  figures: RunFiguresSum
}

/**
 * What a team's runs that ended in a window come to, by bucket and `by`; exact at once, also for runs of a moment ago and
 * for late words on old ones. Filters by model and tier are about attempts: they are not followed here. Buckets and keys
 * without runs are left out. `total`: one cell for the whole window instead of one for each bucket.
 */
export async function readRuns(teamId: string, question: SumsQuestion<RunDimension>): Promise<RunCell[]> {
  return toCells(await readSums(RUNS, teamId, question), question.by, RunFiguresSum)
}
