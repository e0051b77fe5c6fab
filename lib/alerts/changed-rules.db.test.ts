import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { AlertCondition } from '@/lib/domain/alert-condition'
import { findFiringAlerts } from '@/lib/metrics/find-firing-alerts'
import { startReceiver } from '@/lib/testing/alert-receivers'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { saveChannel } from './channels/save-channel'
import { deliverDue } from './deliveries/deliver-due'
import { listDeliveries } from './deliveries/list-deliveries'
import { evaluateTeam } from './evaluate-team'
import { acknowledgeAlert } from './incidents/acknowledge-alert'
import { getAlert } from './incidents/get-alert'
import { listAlerts } from './incidents/list-alerts'
import { snoozeAlert } from './incidents/snooze-alert'
import { takeRound } from './incidents/take-round'
import { getRule } from './rules/get-rule'
import { listRules } from './rules/list-rules'
import { parseRule } from './rules/parse-rule'
import { removeRule } from './rules/remove-rule'
import { saveRule } from './rules/save-rule'
import { switchRule } from './rules/switch-rule'

const BEGAN = new Date()
const at = (minutes: number) => new Date(BEGAN.getTime() + minutes * 60_000)
const SHARE: AlertCondition = {
  ...{ kind: 'ratio', measure: 'failed-call-share', direction: 'above', line: 0.2 },
  ...{ windowHours: 1, minN: 10, margin: 0 },
}
const MONEY: AlertCondition = {
  ...{ kind: 'threshold', measure: 'spend', direction: 'above', line: 5_000_000_000 },
  ...{ windowHours: 1, minN: 1, margin: 0 },
}

let receiver: Awaited<ReturnType<typeof startReceiver>>
let team: SeededTeam
let teams = 0

beforeAll(async () => {
  receiver = await startReceiver()
})
beforeEach(async () => {
  teams += 1
  team = await seedTeam({ slug: `team-${teams}` })
  receiver.posts.length = 0
  await saveChannel(team.owner, { name: 'Hook', kind: 'webhook', url: receiver.url })
})

const draft = (condition: AlertCondition, more: object = {}) => ({
  ...{ name: 'Mine', condition, scope: 'team', scopeId: '', severity: 'warning' },
  ...{ pendingMinutes: 1, recoverMinutes: 5, renotifyHours: null, allChannels: true, channelIds: [] },
  ...more,
})
const addRule = async (condition: AlertCondition, more?: object) =>
  (await saveRule(team.owner, draft(condition, more))).id
const stored = async (id: string) => parseRule(await db().alertRule.findUniqueOrThrow({ where: { id } }))
const reading = (value: number, text: string) => ({
  ...{ subject: '', subjectName: null, value, line: 0.2, n: 40, standing: 'beyond' as const, text },
})
const see = async (id: string, minute: number, seen: ReturnType<typeof reading>[]) =>
  takeRound(await stored(id), seen, { now: at(minute) })

/** A rule whose alert has fired. */
async function fire(condition: AlertCondition, text: string): Promise<{ id: string; alertId: string }> {
  const id = await addRule(condition)
  for (const minute of [-2, -1]) await see(id, minute, [reading(0.5, text)])
  const { id: alertId } = await db().alert.findFirstOrThrow({ where: { ruleId: id, state: 'firing' } })
  return { id, alertId }
}
const send = async () => {
  while ((await deliverDue(at(600))) > 0);
  const messages = receiver.posts.map(({ body }) => JSON.parse(body).data)
  return messages.flatMap(({ team: to, title }) => (to.slug === team.owner.teamSlug ? [title as string] : []))
}

describe('a rule that is changed', () => {
  const blind = () => ({ ...team.viewer, seesCosts: false })
  const told = async (ruleId: string, alertId: string) =>
    JSON.stringify(
      await Promise.all([
        listRules(blind()),
        listAlerts(blind()),
        listDeliveries(blind(), {}),
        getRule(blind(), ruleId).catch(() => null),
        getAlert(blind(), alertId).catch(() => null),
      ]),
    )

  test('from a share to money while it fires tells no money to who sees none', async () => {
    const { id, alertId } = await fire(SHARE, 'Half of 40.')
    await saveRule(team.owner, draft(MONEY, { id }))
    for (const minute of [2, 4]) await see(id, minute, [reading(31_000_000_000, 'Spend: $31.00.')])
    expect(await told(id, alertId)).not.toMatch(/31000000000|\$31/)
    expect(await findFiringAlerts(blind())).toEqual({ count: 0, names: [] })
    expect(await findFiringAlerts(team.viewer)).toEqual({ count: 1, names: ['Mine'] })
    expect(await send()).toEqual(['Firing: Mine', 'Resolved: Mine', 'Firing: Mine'])
    expect((await getAlert(team.viewer, alertId)).events[0]).toMatchObject({
      ...{ kind: 'resolved', text: 'The rule was changed.', who: team.owner.userName },
    })
  })

  test('from money to a share shows none of what it saw and told before', async () => {
    const { id, alertId } = await fire(MONEY, 'Spend: $31.00.')
    await see(id, 2, [reading(31_000_000_000, 'Spend: $31.00.')])
    await saveRule(team.owner, draft(SHARE, { id }))
    await see(id, 10, [reading(0.3, 'Twelve of 40.')])
    const seen = await told(id, alertId)
    expect(seen).toMatch(/Twelve of 40/)
    expect(seen).not.toMatch(/31000000000|\$31/)
  })

  test('in the middle of a round tells nothing by what it was before', async () => {
    const id = await addRule(SHARE)
    await see(id, 0, [reading(0.5, 'Half of 40.')])
    const before = await stored(id)
    await saveRule(team.owner, draft({ ...SHARE, line: 0.9 }, { id }))
    await takeRound(before, [reading(0.5, 'Half of 40.')], { now: at(1) })
    expect(await db().alert.findMany({ where: { ruleId: id } })).toEqual([])
    expect(await db().alertSight.findMany({ where: { ruleId: id } })).toEqual([])
  })

  test('tells its channels what it says from now on', async () => {
    const { id, alertId } = await fire(MONEY, 'Spend: $31.00.')
    await saveRule(team.owner, draft({ ...MONEY, line: 50_000_000_000 }, { id }))
    const { events } = await getAlert(team.viewer, alertId)
    expect(events[0]?.text).toBe(
      'The rule was changed. It now says: Spend above $50.00 in 1 h, of at least 1 call.',
    )
  })

  test('but for its name keeps its alert and what it saw, and gives it the new name', async () => {
    const { id, alertId } = await fire(SHARE, 'Half of 40.')
    await saveRule(team.owner, draft(SHARE, { id, name: 'Ours', severity: 'critical' }))
    await see(id, 2, [reading(0.5, 'Half of 40.')])
    const { alert, samples } = await getAlert(team.viewer, alertId)
    expect(alert).toMatchObject({ state: 'firing', ruleName: 'Ours', severity: 'critical' })
    expect(samples).not.toEqual([])
  })

  test('is switched off or removed: the end is told where the begin was', async () => {
    const off = await fire(SHARE, 'Half of 40.')
    const gone = await fire({ ...SHARE, measure: 'fallback-share' }, 'Half of 40.')
    await addRule(SHARE, { name: 'Quiet' })
    await switchRule(team.owner, { id: off.id, enabled: false })
    await removeRule(team.owner, { id: gone.id })
    expect((await send()).sort()).toEqual([
      ...['Firing: Mine', 'Firing: Mine', 'Resolved: Mine', 'Resolved: Mine'],
    ])
  })
})

describe('a rule', () => {
  test('that another version stored keeps no other from being read, and no page from being shown', async () => {
    const lost = await addRule(SHARE)
    const { alertId } = await fire({ ...SHARE, measure: 'fallback-share' }, 'Half of 40.')
    await db().alertRule.update({ where: { id: lost }, data: { condition: {}, createdAt: at(-99) } })
    await db().alertSight.deleteMany({ where: { rule: { teamId: team.owner.teamId } } })
    await evaluateTeam(team.owner.teamId)
    await db().alert.update({ where: { id: alertId }, data: { condition: { kind: 'moon' } } })
    const rules = await listRules(team.viewer)
    expect(rules.filter(({ lastReadAt }) => lastReadAt === null)).toEqual([])
    expect(rules.filter(({ problem }) => problem !== null)).toMatchObject([
      { id: lost, condition: null, problem: expect.stringMatching(/another version/) },
    ])
    expect((await getAlert(team.viewer, alertId)).alert.condition).toBeNull()
    expect((await listAlerts(team.viewer)).open).toHaveLength(1)
    expect((await listDeliveries(team.viewer, {})).rows).toHaveLength(1)
    const blind = { ...team.viewer, seesCosts: false }
    expect((await listAlerts(blind)).open).toEqual([])
    await acknowledgeAlert(team.member, { alertId })
    await saveRule(team.owner, draft(SHARE, { id: lost }))
    await evaluateTeam(team.owner.teamId)
    expect((await getRule(team.viewer, lost)).rule).toMatchObject({ condition: SHARE, problem: null })
  })

  test('about a member who left or an archived project ends what was open, and says why', async () => {
    const project = await seedProject(team.owner)
    const silence: AlertCondition = { kind: 'silence', what: 'no-runs', windowHours: 1, minN: 1 }
    const scopes = [
      { scope: 'member', scopeId: team.member.userId },
      { scope: 'project', scopeId: project.projectId },
    ]
    const ids = await Promise.all(scopes.map((scope) => addRule(silence, scope)))
    for (const id of ids) for (const minute of [-2, -1]) await see(id, minute, [reading(0, 'No run.')])
    await db().member.deleteMany({ where: { userId: team.member.userId } })
    await db().project.update({ where: { id: project.projectId }, data: { archivedAt: new Date() } })
    await evaluateTeam(team.owner.teamId, at(0))
    await evaluateTeam(team.owner.teamId, at(6))
    const alerts = await db().alert.findMany({ where: { ruleId: { in: ids } }, include: { events: true } })
    expect(alerts.map(({ state }) => state)).toEqual(['resolved', 'resolved'])
    expect(alerts.flatMap(({ events }) => events.at(-1)?.text).sort()).toEqual([
      ...['Its member has left the team.', 'Its project is archived.'],
    ])
  })

  test('that has nothing to measure any more does not say that all is well', async () => {
    const { id, alertId } = await fire(SHARE, 'Half of 40.')
    for (const minute of [2, 20, 200]) await evaluateTeam(team.owner.teamId, at(minute))
    expect((await getRule(team.viewer, id)).rule.readings).toMatchObject([
      { value: null, standing: 'between', text: expect.stringMatching(/no data/) },
    ])
    expect((await getAlert(team.viewer, alertId)).alert.state).toBe('firing')
  })

  test('whose sum has come to nothing is well again', async () => {
    const { alertId } = await fire({ ...MONEY, minN: 10 }, 'Spend: $31.00.')
    for (const minute of [2, 20]) await evaluateTeam(team.owner.teamId, at(minute))
    expect((await getAlert(team.viewer, alertId)).alert.state).toBe('resolved')
  })
})

describe('an alert', () => {
  test('that is snoozed while it is pending fires without a message', async () => {
    const id = await addRule(SHARE)
    await see(id, 0, [reading(0.5, 'Half of 40.')])
    const { id: alertId } = await db().alert.findFirstOrThrow({ where: { ruleId: id } })
    await snoozeAlert(team.member, { alertId, hours: 1 })
    for (const minute of [1, 30]) await see(id, minute, [reading(0.5, 'Half of 40.')])
    expect(await send()).toEqual([])
    expect((await getAlert(team.viewer, alertId)).alert.state).toBe('firing')
    await see(id, 75, [reading(0.5, 'Half of 40.')])
    expect(await send()).toEqual(['Still firing: Mine'])
    await expectRefused(snoozeAlert(team.viewer, { alertId, hours: 1 }), 'forbidden')
  })

  test('that comes and goes every few minutes is told a few times a day, not hundreds of times', async () => {
    const id = await addRule(SHARE)
    const well = { ...reading(0.1, 'Four of 40.'), standing: 'within' as const }
    // Two hours of two bad minutes and six good ones.
    for (let minute = 0; minute < 120; minute += 8) {
      for (const bad of [0, 1]) await see(id, minute + bad, [reading(0.5, 'Half of 40.')])
      for (const good of [2, 7]) await takeRound(await stored(id), [well], { now: at(minute + good) })
    }
    expect(await db().alertEvent.count({ where: { alert: { ruleId: id }, kind: 'fired' } })).toBe(3)
  }, 60_000)
})
