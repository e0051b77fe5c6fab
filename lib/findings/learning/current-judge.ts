import 'server-only'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Judge, learnJudgement } from './learn-judgement'
import { readVerdicts } from './read-verdicts'

/** Verdicts grow old slowly: what was learned holds for an hour, unless somebody says something. */
const learned = new LRUCache<string, { stamp: string; judge: Judge }>({ max: 200, ttl: 3_600_000 })

/** What the team's verdicts say by now; learned anew only when one came or was taken back. */
export async function currentJudge(teamId: string): Promise<Judge> {
  const stamp = await stampOf(teamId)
  const known = learned.get(teamId)
  if (known?.stamp === stamp) return known.judge
  const judge = learnJudgement(await readVerdicts(db(), teamId), new Date())
  learned.set(teamId, { stamp, judge })
  return judge
}

async function stampOf(teamId: string): Promise<string> {
  const [row] = z.array(z.object({ stamp: z.string() })).parse(
    await db().$queryRaw`
      SELECT concat_ws(' ', count(*), max("createdAt"), count("undoneAt"), max("undoneAt")) AS stamp
      FROM finding_verdict WHERE "teamId" = ${teamId}`,
  )
  return row?.stamp ?? ''
}
