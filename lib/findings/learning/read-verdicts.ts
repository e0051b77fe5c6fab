import 'server-only'
import { z } from 'zod'
import type { Db, Transaction } from '@/lib/db/db'
import { DismissReason } from '@/lib/domain/finding-row'
import { FindingVerdictWord } from '@/lib/domain/finding-verdict'
import { FindingContext } from '../calibration/context-of'

/** What is learned from: older verdicts weigh little. */
const MOST_VERDICTS = 2000

export const StandingVerdict = z.object({
  findingId: z.string(),
  projectId: z.string(),
  userId: z.string(),
  userName: z.string().nullable(),
  verdict: FindingVerdictWord,
  reason: DismissReason.nullable(),
  rule: z.string(),
  ruleVersion: z.string(),
  context: FindingContext,
  rawConfidence: z.number(),
  shownConfidence: z.number(),
  createdAt: z.date(),
})
export type StandingVerdict = z.infer<typeof StandingVerdict>

/** The newest verdict on each finding of the team that was not taken back, newest first. */
export async function readVerdicts(client: Db | Transaction, teamId: string): Promise<StandingVerdict[]> {
  return z.array(StandingVerdict).parse(
    await client.$queryRaw`
      SELECT standing.*, "user".name AS "userName" FROM (
        SELECT DISTINCT ON ("findingId") "findingId", "projectId", "userId", verdict, reason, rule, "ruleVersion", context,
          "rawConfidence", "shownConfidence", "createdAt", id
        FROM finding_verdict WHERE "teamId" = ${teamId} AND "undoneAt" IS NULL
        ORDER BY "findingId", "createdAt" DESC, id DESC
      ) AS standing LEFT JOIN "user" ON "user".id = standing."userId"
      ORDER BY standing."createdAt" DESC, standing.id DESC LIMIT ${MOST_VERDICTS}`,
  )
}
