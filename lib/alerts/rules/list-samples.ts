import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertSamplePoint } from '@/lib/domain/alert'

/** As many points as a chart has room for and arrow keys can walk. */
const MOST_POINTS = 300
const MINUTE_MS = 60_000
const STEPS_MS = [5, 15, 30, 60, 120, 240, 1440].map((minutes) => minutes * MINUTE_MS)

/** What a rule saw of one subject, oldest first; of longer spans the newest reading of each step. */
export async function listSamples(
  ruleId: string,
  subject: string,
  from: Date,
  until: Date,
): Promise<AlertSamplePoint[]> {
  const spanMs = until.getTime() - from.getTime()
  const stepMs = STEPS_MS.find((step) => spanMs / step <= MOST_POINTS) ?? STEPS_MS.at(-1) ?? spanMs
  const rows = await db().alertSample.findMany({
    where: { ruleId, subject, at: { gte: from, lte: until } },
    orderBy: { at: 'asc' },
  })
  const byStep = new Map(rows.map((row) => [Math.floor(row.at.getTime() / stepMs), row]))
  return [...byStep.values()].map(({ at, value, line, n }) => ({ at: at.toISOString(), value, line, n }))
}
