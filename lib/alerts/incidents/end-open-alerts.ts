import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { recordEvent, type TellingRule } from './record-event'

/**
 * Ends what is open of a rule that a person changes or takes away, while its row is locked. Channels are told of the end of
 * what they were told of, so that no receiver waits for it for ever.
 */
export async function endOpenAlerts(
  tx: Transaction,
  rule: TellingRule,
  { text, userId }: { text: string; userId: string },
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM alert_rule WHERE id = ${rule.id} FOR NO KEY UPDATE`
  await tx.alert.deleteMany({ where: { ruleId: rule.id, state: 'pending' } })
  const firing = await tx.alert.findMany({ where: { ruleId: rule.id, state: 'firing' } })
  const at = new Date()
  for (const { id, lastToldAt } of firing) {
    const over = { state: 'resolved', openKey: null, resolvedAt: at }
    const alert = await tx.alert.update({ where: { id }, data: over })
    await recordEvent(tx, alert, rule, { kind: 'resolved', text, at, userId, isTold: lastToldAt !== null })
  }
}
