import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { parseInput } from '@/lib/domain/parse-input'
import { RetentionDraft } from '@/lib/domain/retention'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** A slip can be set back so long, however late in the evening it was. */
const THINK_AGAIN_MS = 12 * 3_600_000

/** Sets how many days each kind of data is kept. Nothing goes before the first night that begins 12 hours later. */
export async function setRetention(ctx: TeamContext, input: RetentionDraft): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const draft = parseInput(RetentionDraft, input)
  const { teamId } = ctx
  // As if it had been applied then: the night of that moment is the last one that is left out.
  const countsFrom = new Date(Date.now() + THINK_AGAIN_MS)
  const kept = Object.fromEntries(Object.entries(draft).filter(([, days]) => days !== null))
  await db().$transaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { retention: kept, retentionRanAt: countsFrom } })
    await recordAudit(tx, ctx, {
      action: 'retention.set',
      subjectType: 'team',
      subjectId: teamId,
      detail: Object.fromEntries(
        Object.entries(draft).map(([kind, days]) => [kind, days === null ? 'for ever' : `${days} days`]),
      ),
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
