import type { RunRow } from '@/lib/domain/run'

export const OUTCOMES = [
  'verified',
  'unverified',
  'rejected',
  'failed',
  'cancelled',
  'awaiting-approval',
  'running',
  'queued',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** How a run stands in one word: its verdict once it is done, else its status. */
function outcomeOf(run: Pick<RunRow, 'status' | 'verdict'>): Outcome {
  if (run.status !== 'done') return run.status
  // "done" without a verdict does not happen; were it to, nothing was verified.
  return run.verdict ?? 'unverified'
}

export interface LaunchTally {
  counts: Record<Outcome, number>
  ended: number
  total: number
  /** verified / runs with a verdict; null while there is none */
  verifiedShare: { part: number; whole: number } | null
}

/** Counts a launch's runs by how they stand. */
export function tallyLaunch(rows: readonly Pick<RunRow, 'status' | 'verdict'>[]): LaunchTally {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const run of rows) counts[outcomeOf(run)] += 1
  const judged = counts.verified + counts.unverified + counts.rejected
  return {
    counts,
    ended: judged + counts.failed + counts.cancelled,
    total: rows.length,
    verifiedShare: judged === 0 ? null : { part: counts.verified, whole: judged },
  }
}
