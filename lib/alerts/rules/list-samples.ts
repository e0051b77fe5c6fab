import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertSamplePoint } from '@/lib/domain/alert'
import { evenSamples, type StoredSample } from './even-samples'

/** As many points as a chart has room for and arrow keys can walk. */
const MOST_POINTS = 300
const MINUTE_MS = 60_000
const STEPS_MS = [5, 15, 30, 60, 120, 240, 1440].map((minutes) => minutes * MINUTE_MS)

/**
 * What a rule saw of one subject, oldest first, at equal distances: the newest reading of each step. `newest`: what it saw
 * last, which is stored as a sample a few minutes later only, so that chart and words say the same.
 */
export async function listSamples(
  ruleId: string,
  subject: string,
  { from, until, newest }: { from: Date; until: Date; newest?: StoredSample },
): Promise<AlertSamplePoint[]> {
  const spanMs = until.getTime() - from.getTime()
  const stepMs = STEPS_MS.find((step) => spanMs / step <= MOST_POINTS) ?? STEPS_MS.at(-1) ?? spanMs
  const stored = await db().alertSample.findMany({
    where: { ruleId, subject, at: { gte: from, lte: until } },
    orderBy: { at: 'asc' },
    select: { at: true, value: true, line: true, n: true },
  })
  return evenSamples(newest === undefined ? stored : [...stored, newest], { until, stepMs })
}
