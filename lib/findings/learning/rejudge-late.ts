import 'server-only'
import { z } from 'zod'
import type { Transaction } from '@/lib/db/db'
import { settleState } from '../keeping/settle-state'
import { rejudgeOpen } from './rejudge-open'

const Late = z.object({ findingId: z.string(), rule: z.string() })

/**
 * Lets verdicts count that were given or taken back while the run was judging: what it saved of the findings of their rules
 * was judged without them. Call after its findings are saved, in the same transaction.
 */
export async function rejudgeLate(
  tx: Transaction,
  { id, teamId }: { id: string; teamId: string },
  saved: { rule: string }[],
): Promise<void> {
  const rules = [...new Set(saved.map(({ rule }) => rule))]
  const late = z.array(Late).parse(
    await tx.$queryRaw`
      SELECT DISTINCT verdict."findingId", verdict.rule FROM finding_verdict AS verdict
      JOIN run ON run.id = ${id} AND run."teamId" = verdict."teamId"
      WHERE verdict."teamId" = ${teamId} AND verdict.rule = ANY (${rules})
        AND greatest(verdict."createdAt", verdict."undoneAt") >= run."startedAt"`,
  )
  if (late.length === 0) return
  await settleState(
    tx,
    teamId,
    late.map(({ findingId }) => findingId),
  )
  await rejudgeOpen(tx, teamId, [...new Set(late.map(({ rule }) => rule))])
}
