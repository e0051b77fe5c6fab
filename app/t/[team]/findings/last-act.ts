import type { FindingDetail } from '@/lib/domain/finding-verdict'
import { standingFix } from './standing-fix'

/** Something that can be taken back: all that was said by one click, one word, or a fix with the acceptance that came with it. */
export type LastAct = { bulkId: string } | { verdictId: string } | { fixId: string }

/**
 * What to take back of a finding by one key: an applied fix goes before the acceptance that came with it, a dismissal that was
 * said of it since goes before the fix. Null: nothing.
 */
export function lastActOn(detail: Pick<FindingDetail, 'fixes' | 'verdicts'>): LastAct | null {
  const fix = standingFix(detail)
  const said = detail.verdicts.find(({ undoneAt }) => undoneAt === null)
  if (fix !== undefined && said?.verdict !== 'dismissed') return { fixId: fix.id }
  return said === undefined ? null : { verdictId: said.id }
}
