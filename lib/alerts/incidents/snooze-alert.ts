import 'server-only'
import { AlertSnooze } from '@/lib/domain/alert'
import { parseInput } from '@/lib/domain/parse-input'
import { formatPlural } from '@/lib/format/format-count'
import type { TeamContext } from '@/lib/teams/team-context'
import { changeAlert } from './change-alert'

const HOUR_MS = 3_600_000

/** Keeps an alert quiet for some hours; if it still fires then, it is told again. Throws `not-found`, `conflict`. */
export async function snoozeAlert(ctx: TeamContext, input: unknown): Promise<void> {
  const { alertId, hours } = parseInput(AlertSnooze, input)
  const snoozedUntil = hours === null ? null : new Date(Date.now() + hours * HOUR_MS)
  await changeAlert(ctx, alertId, {
    action: hours === null ? 'alert.unsnooze' : 'alert.snooze',
    kind: hours === null ? 'unsnoozed' : 'snoozed',
    text: hours === null ? 'The snooze was ended.' : `Quiet for ${formatPlural(hours, 'hour')}.`,
    data: { snoozedUntil },
  })
}
