import 'server-only'
import { db } from '@/lib/db/db'
import type { FindingVerdictRecord } from '@/lib/db/rows'
import { DismissReason } from '@/lib/domain/finding-row'
import { type FindingVerdictRow, FindingVerdictWord } from '@/lib/domain/finding-verdict'
import { FORMER_MEMBER } from '@/lib/domain/team'

const Reason = DismissReason.nullable()

/** Verdicts with the names of who gave them, in the order given. */
export async function toVerdictRows(verdicts: FindingVerdictRecord[]): Promise<FindingVerdictRow[]> {
  const names = await namesOf(verdicts.map(({ userId }) => userId))
  return verdicts.map((verdict) => ({
    id: verdict.id,
    findingId: verdict.findingId,
    userName: names.get(verdict.userId) ?? FORMER_MEMBER,
    verdict: FindingVerdictWord.parse(verdict.verdict),
    reason: Reason.parse(verdict.reason),
    comment: verdict.comment,
    shownConfidence: verdict.shownConfidence,
    createdAt: verdict.createdAt.toISOString(),
    undoneAt: verdict.undoneAt?.toISOString() ?? null,
  }))
}

/** Names by id of the person. */
export async function namesOf(userIds: string[]): Promise<Map<string, string>> {
  const users = await db().user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } })
  return new Map(users.map(({ id, name }) => [id, name]))
}
