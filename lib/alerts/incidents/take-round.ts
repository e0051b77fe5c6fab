import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertReading } from '@/lib/domain/alert'
import type { StoredRule } from '../rules/parse-rule'
import { saveSamples } from '../rules/save-samples'
import { applyReadings } from './apply-readings'

/**
 * Takes what a rule saw in one round to its alerts, its chart and its last sight: all of it or, when the rule was changed,
 * switched off or removed since it was read, nothing. `gone`: its subject is no more, which ends what is open.
 */
export async function takeRound(
  rule: StoredRule,
  readings: AlertReading[],
  { now, gone = null }: { now: Date; gone?: string | null },
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ enabled: boolean; updatedAt: Date }[]>`
      SELECT enabled, "updatedAt" FROM alert_rule WHERE id = ${rule.id} FOR NO KEY UPDATE`
    if (locked?.enabled !== true || locked.updatedAt.getTime() !== rule.updatedAt.getTime()) return
    const news = await applyReadings(tx, rule, readings, { now, gone })
    await saveSamples(tx, rule, readings, { news, now })
    const sight = { seenAt: now, problem: gone, ...(gone === null ? { readings } : {}) }
    await tx.alertSight.upsert({
      where: { ruleId: rule.id },
      create: { ...sight, ruleId: rule.id, readings },
      update: sight,
    })
  })
}
