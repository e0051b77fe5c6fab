import type { FindingDetail, FindingFixRow } from '@/lib/domain/finding-verdict'

/** The fix that is applied now; undefined: none is. */
export function standingFix({ fixes }: Pick<FindingDetail, 'fixes'>): FindingFixRow | undefined {
  return fixes.find(({ undoneAt }) => undoneAt === null)
}
