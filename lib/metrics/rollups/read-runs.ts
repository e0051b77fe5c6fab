import 'server-only'
import { type RunDimension, RunFiguresSum } from '@/lib/domain/metric'
import { RUNS } from './metric-kind'
import { type FiguresAsked, readSums, type SumsQuestion } from './read-sums'
import { toCells } from './to-cells'

/** Sums over the runs that ended in one bucket (or in the whole window) and have the same keys. */
export interface RunCell<Name extends keyof RunFiguresSum = keyof RunFiguresSum> {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  /**
   * what was asked for by `by`: `project` is the project's id, `member` the user's, `outcome` the own verdict of a run that
   * is done, else `failed` or `cancelled`; null: the run has none
   */
  keys: Partial<Record<RunDimension, string | null>>
  figures: Pick<RunFiguresSum, Name>
}

const ALL = RunFiguresSum.keyof().options

/**
 * What a team's runs that ended in a window come to, by bucket and `by`; exact at once, also for runs of a moment ago and
 * for late words on old ones. Filters by model and tier are about attempts: they are not followed here. Buckets and keys
 * without runs are left out. `total`: one cell for the whole window instead of one for each bucket.
 */
export async function readRuns<Name extends keyof RunFiguresSum = keyof RunFiguresSum>(
  teamId: string,
  question: SumsQuestion<RunDimension> & FiguresAsked<Name>,
): Promise<RunCell<Name>[]> {
  const names: readonly (keyof RunFiguresSum)[] = question.figures ?? ALL
  return toCells(await readSums(RUNS, teamId, question), question.by, names)
}

/** `readRuns` of these figures alone. */
export function runsWith<Name extends keyof RunFiguresSum>(...figures: Name[]) {
  return (teamId: string, question: SumsQuestion<RunDimension>) => readRuns(teamId, { ...question, figures })
}
