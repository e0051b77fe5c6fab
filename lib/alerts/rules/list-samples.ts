import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertSamplePoint } from '@/lib/domain/alert'

/** More points than a chart has pixels: of longer spans the newest are given. */
const MOST = 3000

/** What a rule saw of one subject, oldest first. */
export async function listSamples(
  ruleId: string,
  subject: string,
  from: Date,
  until: Date,
): Promise<AlertSamplePoint[]> {
  const rows = await db().alertSample.findMany({
    where: { ruleId, subject, at: { gte: from, lte: until } },
    orderBy: { at: 'desc' },
    take: MOST,
  })
  return rows.reverse().map(({ at, value, line, n }) => ({ at: at.toISOString(), value, line, n }))
}
