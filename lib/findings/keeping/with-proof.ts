import 'server-only'
import type { FindingRecord } from '@/lib/db/rows'
import { type CheckedDetection, JudgedFinding } from '@/lib/domain/finding-row'

/**
 * What was proven of the very same text stays proven, and as sure, also when a workflow that proves nothing sees it again.
 * `contentHash`: sha256 of the text in which it is seen now; empty: unknown.
 */
export function withProof<Seen extends CheckedDetection>(
  seen: Seen,
  old: Pick<FindingRecord, 'judged' | 'isProven' | 'contentHash'> | undefined,
  contentHash: string,
): Seen {
  const isSameText = contentHash !== '' && old?.contentHash === contentHash
  if (seen.proof !== null || old?.isProven !== true || !isSameText) return seen
  const { proof, rawConfidence, trigger, prevention } = JudgedFinding.parse(old.judged)
  return {
    ...seen,
    proof,
    // A failing test settles what anybody doubts.
    doubt: null,
    rawConfidence: Math.max(seen.rawConfidence, rawConfidence),
    trigger: seen.trigger ?? trigger,
    prevention: seen.prevention ?? prevention,
  }
}
