import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '@/lib/db/db'
import { seesTheSame } from '@/lib/domain/alert'
import { endOpenAlerts } from '../incidents/end-open-alerts'
import type { TellingRule } from '../incidents/record-event'

interface Watching {
  condition: unknown
  scope: string
  scopeId: string
}

/**
 * Ends what is open of a rule that is given another condition or scope, and takes away what it saw where it looks at another
 * figure from now on: money must not be read under the condition of a share, nor a project's figures as the team's.
 */
export async function forgetSeen(
  tx: Transaction,
  known: TellingRule & Watching,
  next: Watching,
  userId: string,
): Promise<void> {
  const isSameScope = known.scope === next.scope && known.scopeId === next.scopeId
  if (isSameScope && isDeepStrictEqual(known.condition, next.condition)) return
  await endOpenAlerts(tx, known, { text: 'The rule was changed.', userId })
  await tx.alertSight.deleteMany({ where: { ruleId: known.id } })
  if (isSameScope && seesTheSame(known.condition, next.condition)) return
  await tx.alertSample.deleteMany({ where: { ruleId: known.id } })
}
