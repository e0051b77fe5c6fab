import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import type { AlertReading } from '@/lib/domain/alert'

const EVERY_MS = 5 * 60_000
const KEPT_DAYS = 30
const DAY_MS = 86_400_000

/** Keeps what a rule saw for its chart: once in five minutes, and at every news. */
export async function saveSamples(
  tx: Transaction,
  rule: { id: string },
  readings: readonly AlertReading[],
  { news, now }: { news: readonly string[]; now: Date },
): Promise<void> {
  if (readings.length === 0) return
  const regular = new Date(Math.floor(now.getTime() / EVERY_MS) * EVERY_MS)
  await tx.alertSample.createMany({
    data: readings.map(({ subject, value, line, n }) => ({
      ...{ ruleId: rule.id, subject, value, line, n },
      at: news.includes(subject) ? now : regular,
    })),
    skipDuplicates: true,
  })
}

/** Removes what charts of rules no longer show. */
export async function pruneSamples(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  await db().alertSample.deleteMany({ where: { at: { lt: before } } })
}
