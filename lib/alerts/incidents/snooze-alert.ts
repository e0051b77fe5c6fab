import 'server-only'
import { AlertSnooze } from '@/lib/domain/alert'
import { parseInput } from '@/lib/domain/parse-input'
import { formatPlural } from '@/lib/format/format-count'
import type { TeamContext } from '@/lib/teams/team-context'
import { changeAlert } from './change-alert'

const HOUR_MS = 3_600_000
const TOLD_AGAIN = 'If it still fires then, it is told again.'
const NOT_TOLD = 'Somebody looks after it, so it is not told after that either.'

/** Keeps an alert quiet for some hours; if it still fires then, it is told again. Throws `not-found`, `conflict`. */
export async function snoozeAlert(ctx: TeamContext, input: unknown): Promise<void> {
  const { alertId, hours } = parseInput(AlertSnooze, input)
  const snoozedUntil = hours === null ? null : new Date(Date.now() + hours * HOUR_MS)
  await changeAlert(ctx, alertId, {
    action: hours === null ? 'alert.unsnooze' : 'alert.snooze',
    kind: hours === null ? 'unsnoozed' : 'snoozed',
    text: ({ acknowledgedAt }) =>
      hours === null
        ? 'The snooze was ended.'
        : `Quiet for ${formatPlural(hours, 'hour')}. ${acknowledgedAt === null ? TOLD_AGAIN : NOT_TOLD}`,
    data: { snoozedUntil },
  })
}
