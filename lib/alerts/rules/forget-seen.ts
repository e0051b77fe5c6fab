import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '@/lib/db/db'
import { seesTheSame, tellsCosts } from '@/lib/domain/alert'
import { AlertCondition } from '@/lib/domain/alert-condition'
import { describeCondition } from '@/lib/domain/describe-condition'
import { formatFigure } from '@/lib/format/format-figure'
import { endOpenAlerts } from '../incidents/end-open-alerts'
import type { TellingRule } from '../incidents/record-event'

interface Watching {
  condition: unknown
  scope: string
  scopeId: string
}

/** What the rule says from now on; no money to those who were told of none. */
function nowSays(known: Watching, next: Watching): string {
  const [before, now] = [known, next].map(({ condition }) => AlertCondition.safeParse(condition).data)
  if (now === undefined || (tellsCosts(now) && (before === undefined || !tellsCosts(before)))) return ''
  return ` It now says: ${describeCondition(now, formatFigure)}.`
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
  await endOpenAlerts(tx, known, { text: `The rule was changed.${nowSays(known, next)}`, userId })
  await tx.alertSight.deleteMany({ where: { ruleId: known.id } })
  if (isSameScope && seesTheSame(known.condition, next.condition)) return
  await tx.alertSample.deleteMany({ where: { ruleId: known.id } })
}
