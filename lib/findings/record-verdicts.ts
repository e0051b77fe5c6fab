import 'server-only'
import { randomUUID } from 'node:crypto'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { VerdictRequest } from '@/lib/domain/finding-verdict'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { giveVerdicts } from './keeping/give-verdicts'

/** What one click came to; `bulkId` takes all of it back. */
export interface RecordedVerdicts {
  bulkId: string
  findings: number
  /** other findings that are kept back from now on, and that are shown again */
  nowHidden: number
  nowShown: number
}

/**
 * Records a person's word on findings: accepted, or dismissed with a reason. Earlier words stay on record, the newest counts;
 * confidences of other open findings of the same rules follow at once. Throws `forbidden`, `invalid-input`, `not-found` when
 * one of them is no finding of this team; then none is judged.
 */
export async function recordVerdicts(ctx: TeamContext, input: VerdictRequest): Promise<RecordedVerdicts> {
  assertCan(ctx, 'review')
  const { findingIds, verdict, reason = null, comment = null } = parseInput(VerdictRequest, input)
  const { teamId } = ctx
  return db().$transaction(async (tx) => {
    const findings = await tx.finding.findMany({ where: { id: { in: findingIds }, teamId } })
    if (findings.length < new Set(findingIds).size) {
      throw new AssayError('not-found', 'One of these findings is not in this team. Reload the list.')
    }
    const bulkId = randomUUID()
    const { hidden, shown } = await giveVerdicts(tx, ctx, findings, { verdict, reason, comment, bulkId })
    return { bulkId, findings: findings.length, nowHidden: hidden, nowShown: shown }
  })
}
