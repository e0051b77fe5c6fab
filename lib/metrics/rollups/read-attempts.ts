import 'server-only'
import { type AttemptDimension, AttemptFigures } from '@/lib/domain/metric'
import { ATTEMPTS } from './metric-kind'
import { type FiguresAsked, readSums, type SumsQuestion } from './read-sums'
import { toCells } from './to-cells'

/** Sums over the attempts of one bucket (or of the whole window) that have the same keys. */
export interface AttemptCell<Name extends keyof AttemptFigures = keyof AttemptFigures> {
  /** start of the bucket, ISO 8601 UTC; null: the whole window */
  at: string | null
  /**
   * what was asked for by `by`: `project` is the project's id, `member` the user's, `prompt` like `workflow/stage.vN`,
   * `isBatch` and `isRepair` are `true` or `false`; null: the attempt has none
   */
  keys: Partial<Record<AttemptDimension, string | null>>
  figures: Pick<AttemptFigures, Name>
}

const ALL = AttemptFigures.keyof().options

/**
 * What a team's attempts of a window come to, by bucket and `by`; exact at once, also for rows of a moment ago. Buckets and
 * keys without attempts are left out. `total`: one cell for the whole window instead of one for each bucket.
 */
export async function readAttempts<Name extends keyof AttemptFigures = keyof AttemptFigures>(
  teamId: string,
  question: SumsQuestion<AttemptDimension> & FiguresAsked<Name>,
): Promise<AttemptCell<Name>[]> {
  const names: readonly (keyof AttemptFigures)[] = question.figures ?? ALL
  return toCells(await readSums(ATTEMPTS, teamId, question), question.by, names)
}

/** `readAttempts` of these figures alone. */
export function attemptsWith<Name extends keyof AttemptFigures>(...figures: Name[]) {
  return (teamId: string, question: SumsQuestion<AttemptDimension>) =>
    readAttempts(teamId, { ...question, figures })
}
