import { saveChannel } from '@/lib/alerts/channels/save-channel'
import { evaluateTeam } from '@/lib/alerts/evaluate-team'
import { saveRule } from '@/lib/alerts/rules/save-rule'
import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'

export interface SeededAlert {
  alertRuleId: string
  alertId: string
  alertChannelId: string
  alertDeliveryId: string
}

const MINUTE_MS = 60_000

/** A rule of the team's own that is off, its alert that still fires, and a message about it that was given up. */
export async function seedAlert(owner: TeamContext, mark: string): Promise<SeededAlert> {
  const { teamId, teamSlug } = owner
  const channel = await saveChannel(owner, { name: `Leads of ${mark}`, kind: 'email' })
  const condition = {
    ...{ kind: 'ratio', measure: 'fallback-share', direction: 'above', line: 0.1 },
    ...{ windowHours: 6, minN: 20, margin: 0.2 },
  } as const
  const rule = await saveRule(owner, {
    ...{ name: `Fallback of ${mark}`, condition, scope: 'team', scopeId: '', severity: 'critical' },
    ...{ pendingMinutes: 1, recoverMinutes: 5, renotifyHours: 24, allChannels: true, channelIds: [] },
  })
  // Both off, so that no worker ends the alert or sends anything while journeys look at it.
  await db().alertRule.update({ where: { id: rule.id }, data: { enabled: false } })
  await db().alertChannel.update({ where: { id: channel.id }, data: { enabled: false } })
  // So that the first round of a worker has nothing to add.
  await evaluateTeam(teamId)
  const firedAt = new Date(Date.now() - 30 * MINUTE_MS)
  const text = 'Template fallback: 14.2 % in the last 6 h (n = 120 runs). The line is 10.0 %.'
  const seen = { value: 0.142, line: 0.1, n: 120 }
  const alert = await db().alert.create({
    data: {
      ...{ teamId, ruleId: rule.id, subject: '', openKey: `${rule.id} `, state: 'firing', text, ...seen },
      ...{ severity: 'critical', ruleName: `Fallback of ${mark}`, condition, worstValue: 0.142 },
      ...{ startedAt: new Date(firedAt.getTime() - MINUTE_MS), firedAt, lastToldAt: firedAt },
    },
  })
  await db().alertSample.createMany({
    data: Array.from({ length: 24 }, (_, place) => ({
      ...{ ruleId: rule.id, subject: '', line: 0.1, n: 100 + place },
      at: new Date(firedAt.getTime() + (place - 20) * 5 * MINUTE_MS),
      value: 0.04 + place * 0.005,
    })),
  })
  const event = await db().alertEvent.create({
    data: { teamId, alertId: alert.id, kind: 'fired', text, createdAt: firedAt },
  })
  const delivery = await db().alertDelivery.create({
    data: {
      ...{ teamId, channelId: channel.id, eventId: event.id, state: 'given-up', tries: 10 },
      problem: 'The mail server did not take it: connection refused',
      message: {
        ...{ what: 'fired', at: firedAt.toISOString(), title: `Firing: Fallback of ${mark}`, text },
        ...{ url: `/t/${teamSlug}/alerts/${alert.id}`, team: { slug: teamSlug, name: mark }, alert: null },
      },
    },
  })
  return {
    alertRuleId: rule.id,
    alertId: alert.id,
    alertChannelId: channel.id,
    alertDeliveryId: delivery.id,
  }
}
