import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { waitsForSomebody } from '@/lib/domain/waits-for-somebody'
import { forgetEnv } from '@/lib/env'
import { findFiringAlerts } from '@/lib/metrics/find-firing-alerts'
import { startMailbox, startReceiver } from '@/lib/testing/alert-receivers'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { listChannels } from './channels/list-channels'
import { renewSecret } from './channels/renew-secret'
import { saveChannel } from './channels/save-channel'
import { switchChannel } from './channels/switch-channel'
import { claimDue } from './deliveries/claim-due'
import { deliverDue } from './deliveries/deliver-due'
import { deliverOne } from './deliveries/deliver-one'
import { listDeliveries } from './deliveries/list-deliveries'
import { retryDelivery } from './deliveries/retry-delivery'
import { testChannel } from './deliveries/test-channel'
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
import { resetRule } from './rules/reset-rule'
import { switchRule } from './rules/switch-rule'

const MINUTE_MS = 60_000
const BEGAN = new Date('2026-11-18T10:00:00Z')
const at = (minutes: number) => new Date(BEGAN.getTime() + minutes * MINUTE_MS)

let mailbox: Awaited<ReturnType<typeof startMailbox>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  mailbox = await startMailbox()
  receiver = await startReceiver()
  process.env.ASSAY_SMTP_URL = mailbox.url
  forgetEnv()
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  await evaluateTeam(team.owner.teamId)
  await evaluateTeam(other.owner.teamId)
})

const ruleOf = async ({ owner }: SeededTeam, builtIn: string) =>
  parseRule(await db().alertRule.findFirstOrThrow({ where: { teamId: owner.teamId, builtIn } }))
const reading = (standing: 'beyond' | 'within', subject = '') => ({
  ...{ subject, subjectName: subject === '' ? null : subject, value: 0.5, line: 0.2, n: 40 },
  ...{ standing, text: 'Half of 40.' },
})

/** An alert that has just fired. */
async function fire(of: SeededTeam, builtIn: string): Promise<string> {
  const rule = await ruleOf(of, builtIn)
  await takeRound(rule, [reading('beyond')], { now: at(0) })
  await takeRound(rule, [reading('beyond')], { now: at(1) })
  const alert = await db().alert.findFirstOrThrow({ where: { ruleId: rule.id, openKey: { not: null } } })
  return alert.id
}

describe('a message', () => {
  test('is tried again with growing pauses until it arrives, under the same id, and its log tells', async () => {
    const { id } = await saveChannel(team.owner, { name: 'Flaky', kind: 'webhook', url: receiver.url })
    const alertId = await fire(team, 'failed-runs')
    receiver.answer.status = 503
    expect(await deliverDue(at(1))).toBe(1)
    expect(await deliverDue(at(1.1))).toBe(0)
    expect(await deliverDue(at(1.2))).toBe(1)
    const waiting = await listDeliveries(team.admin, {})
    expect(waiting.rows).toMatchObject([
      { state: 'waiting', tries: 2, problem: 'It answered with status 503.' },
    ])
    const withheld = JSON.stringify([
      await listDeliveries(team.viewer, {}),
      await listChannels(team.member),
      await getAlert(team.viewer, alertId),
    ])
    expect(withheld).toMatch(/It did not arrive. Owners and admins see why./)
    expect(withheld).not.toMatch(/503/)
    receiver.answer.status = 200
    expect(await deliverDue(at(1.6))).toBe(0)
    expect(await deliverDue(at(1.8))).toBe(1)
    expect(await deliverDue(at(60))).toBe(0)
    expect((await listDeliveries(team.viewer, {})).rows).toMatchObject([
      { state: 'delivered', tries: 3, problem: null, alertId },
    ])
    const ids = receiver.posts.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([3, 1])
    await switchChannel(team.owner, { id, enabled: false })
  })

  test('that never arrives is given up, can be sent again by hand, and redirects are not followed', async () => {
    const { id } = await saveChannel(team.owner, { name: 'Moved', kind: 'slack', url: receiver.url })
    await fire(team, 'failed-calls')
    receiver.answer.status = 302
    const before = receiver.posts.length
    for (let day = 0; day < 12; day++) await deliverDue(at(1 + day * 1440))
    const { rows } = await listDeliveries(team.owner, { state: 'given-up' })
    expect(rows).toMatchObject([{ tries: 10, nextTryAt: null, problem: expect.stringMatching(/redirects/) }])
    expect(receiver.posts.slice(before)).toHaveLength(10)
    expect(
      (await listChannels(team.viewer)).channels.find((row) => row.id === id)?.lastProblem,
    ).not.toBeNull()
    receiver.answer.status = 200
    await retryDelivery(team.owner, { id: rows[0]?.id })
    await deliverDue(new Date(Date.now() + MINUTE_MS))
    expect((await listDeliveries(team.viewer, { state: 'given-up' })).rows).toEqual([])
    expect(JSON.parse(receiver.posts.at(-1)?.body ?? '')).toEqual({
      text: expect.stringMatching(/^\*Firing: Model calls get no answer\* — Team red\nHalf of 40\.\n<http/),
    })
    await switchChannel(team.owner, { id, enabled: false })
  })

  test('of an end waits for that of the beginning, whichever process looks, and for none of another alert', async () => {
    const { id } = await saveChannel(team.owner, { name: 'Late', kind: 'webhook', url: receiver.url })
    receiver.answer.status = 503
    await fire(team, 'only-templates')
    for (const minute of [1, 1.2, 1.8, 4]) expect(await deliverDue(at(minute))).toBe(1)
    const rule = await ruleOf(team, 'only-templates')
    for (const minute of [5, 11]) await takeRound(rule, [reading('within')], { now: at(minute) })
    receiver.answer.status = 200
    expect(await deliverDue(at(11)), 'the beginning is tried again at 14').toBe(0)
    const { rows } = await listDeliveries(team.viewer, { state: 'waiting' })
    expect(rows.map(({ title, isBehind }) => [title, isBehind])).toEqual([
      ['Resolved: Every run is a template', true],
      ['Firing: Every run is a template', false],
    ])
    // One that was tried before, of the same moment: it has its turn, and no time of its own.
    const [end, begin] = rows
    const sameMoment = { tries: 1, createdAt: begin?.createdAt }
    await db().alertDelivery.update({ where: { id: end?.id }, data: sameMoment })
    expect((await listDeliveries(team.viewer, { state: 'waiting' })).rows).toMatchObject([
      { isBehind: true, nextTryAt: null },
      { isBehind: false, nextTryAt: expect.any(String) },
    ])
    await fire(team, 'none-ends')
    const sent = receiver.posts.length
    expect(await deliverDue(at(12))).toBe(1)
    const [beginning, ...others] = await claimDue(at(15), [])
    expect(others).toEqual([])
    expect(await deliverDue(at(15.1)), 'somebody sends the beginning').toBe(0)
    if (beginning !== undefined) await deliverOne(beginning, { now: at(15) })
    expect(await deliverDue(at(15.2))).toBe(1)
    expect(receiver.posts.slice(sent).map(({ body }) => JSON.parse(body).data.title)).toEqual([
      'Firing: Runs wait, and none ends',
      'Firing: Every run is a template',
      'Resolved: Every run is a template',
    ])
    await switchChannel(team.owner, { id, enabled: false })
  })

  test('of a test says at once whether it arrived', async () => {
    const { id } = await saveChannel(team.owner, {
      ...{ name: 'Two of us', kind: 'email', userIds: [team.viewer.userId, team.member.userId] },
    })
    expect(await testChannel(team.owner, { id })).toEqual({ problem: null })
    expect(mailbox.mails.at(-1)).toMatchObject({
      to: ['member@red.test', 'viewer@red.test'],
      subject: '[Team red] Test: alerts arrive here',
    })
    await db().member.deleteMany({ where: { userId: { in: [team.viewer.userId, team.member.userId] } } })
    expect((await testChannel(team.owner, { id })).problem).toMatch(/None of the members/)
  })

  test('is sent to no place of a cloud’s inner services, whatever the server allows', async () => {
    for (const url of ['http://169.254.169.254/latest', 'http://[fd00:ec2::254]/', 'http://metadata/']) {
      const draft = { name: 'Inner', kind: 'webhook', url }
      expect((await expectRefused(saveChannel(team.owner, draft), 'invalid-input')).fields.url).toMatch(
        /ASSAY/,
      )
    }
    const { id } = await saveChannel(team.owner, { name: 'Inner', kind: 'slack', url: receiver.url })
    process.env.ASSAY_ALLOW_PRIVATE_PROVIDERS = '0'
    forgetEnv()
    const posts = receiver.posts.length
    expect((await testChannel(team.owner, { id })).problem).toMatch(/ASSAY_ALLOW_PRIVATE_PROVIDERS/)
    expect(receiver.posts).toHaveLength(posts)
    delete process.env.ASSAY_ALLOW_PRIVATE_PROVIDERS
    forgetEnv()
  })

  test('secrets and addresses are sealed, shown once and never again', async () => {
    const { id, secret } = await saveChannel(team.owner, {
      name: 'Sealed',
      kind: 'webhook',
      url: receiver.url,
    })
    const renewed = await renewSecret(team.owner, { id })
    expect(renewed.secret).not.toBe(secret)
    const stored = JSON.stringify([
      await db().alertChannel.findUniqueOrThrow({ where: { id } }),
      await listChannels(team.owner),
      await db().auditEntry.findMany({ where: { subjectId: id } }),
    ])
    for (const hidden of ['secret-part', secret, renewed.secret]) expect(stored).not.toContain(hidden)
  })
})

describe('an alert', () => {
  test('is one, told once, however many evaluators see it at the same time', async () => {
    const rule = await ruleOf(other, 'fallback')
    await saveChannel(other.owner, { name: 'Hook', kind: 'webhook', url: receiver.url })
    const seen = [reading('beyond', 'a'), reading('beyond', 'b')]
    await Promise.all(Array.from({ length: 6 }, () => takeRound(rule, seen, { now: at(0) })))
    await Promise.all(Array.from({ length: 6 }, () => takeRound(rule, seen, { now: at(1) })))
    const where = { teamId: other.owner.teamId }
    expect(await db().alert.count({ where })).toBe(2)
    expect(await db().alertEvent.count({ where: { ...where, kind: 'fired' } })).toBe(2)
    const sent = receiver.posts.length
    for (const minute of [2, 2.01, 2.02]) {
      await Promise.all(Array.from({ length: 6 }, () => deliverDue(at(minute))))
    }
    expect(receiver.posts.length - sent).toBe(2)
  })

  test('can be looked after and snoozed by members, not by viewers or others, and tells who did it', async () => {
    const alertId = await fire(other, 'provider-down')
    await expectRefused(acknowledgeAlert(other.viewer, { alertId }), 'forbidden')
    await expectRefused(acknowledgeAlert(team.owner, { alertId }), 'not-found')
    await expectRefused(getAlert(team.owner, alertId), 'not-found')
    expect(await findFiringAlerts(other.member)).toMatchObject({ count: 3 })
    await snoozeAlert(other.member, { alertId, hours: 4 })
    expect((await findFiringAlerts(other.member)).count, 'what is snoozed waits for nobody').toBe(2)
    const bell = async () => (await listAlerts(other.member)).open.filter(waitsForSomebody).length
    expect(await bell()).toBe(2)
    await acknowledgeAlert(other.member, { alertId })
    await snoozeAlert(other.member, { alertId, hours: null })
    expect(await findFiringAlerts(other.member)).toEqual({
      count: 2,
      names: ['Templates instead of a model: b', 'Templates instead of a model: a'],
    })
    expect(await bell()).toBe(2)
    await snoozeAlert(other.member, { alertId, hours: 4 })
    const { alert, events } = await getAlert(other.viewer, alertId)
    expect(alert.acknowledgedBy).toBe(other.member.userName)
    expect(events.map(({ text }) => text)[0]).toMatch(/not told after that either/)
    expect(events.map(({ text }) => text)[3]).toMatch(/still fires then, it is told again/)
    expect(alert.snoozedUntil).not.toBeNull()
    expect(events.map(({ kind }) => kind)).toEqual([
      'snoozed',
      'unsnoozed',
      'acknowledged',
      'snoozed',
      'fired',
      'pending',
    ])
    await switchRule(other.owner, { id: alert.ruleId, enabled: false })
    await expectRefused(snoozeAlert(other.member, { alertId, hours: 1 }), 'conflict')
  })
})

describe('rules', () => {
  test('that every team begins with are on, and can be changed back but not removed', async () => {
    const rules = await listRules(other.viewer)
    expect(rules.filter(({ isBuiltIn }) => isBuiltIn)).toHaveLength(10)
    const [rule] = rules
    await expectRefused(removeRule(other.owner, { id: rule?.id }), 'conflict')
    await db().alertRule.updateMany({ where: { id: rule?.id }, data: { name: 'Ours', enabled: false } })
    await resetRule(other.owner, { id: rule?.id })
    expect((await getRule(other.viewer, rule?.id ?? '')).rule).toMatchObject({
      name: rule?.name,
      enabled: true,
    })
  })

  test('with nothing to judge are without data, and not well', async () => {
    const { owner } = await seedTeam({ slug: 'new' })
    const states = async () => {
      await evaluateTeam(owner.teamId)
      const rules = await db().alertRule.findMany({ where: { teamId: owner.teamId } })
      const builtIn = new Map(rules.map((rule) => [rule.id, rule.builtIn]))
      return Object.fromEntries((await listRules(owner)).map(({ id, state }) => [builtIn.get(id), state]))
    }
    const before = await states()
    expect(before).toMatchObject({ 'none-ends': 'ok', 'spend-anomaly': 'learning' })
    const others = Object.entries(before).filter(([name]) => !/none-ends|spend-anomaly/.test(name))
    expect(others.map(([, state]) => state)).toEqual(Array(8).fill('no-data'))
    const provider = { teamId: owner.teamId, name: 'Lake', kind: 'compatible', createdBy: owner.userId }
    await db().provider.create({
      data: {
        ...provider,
        baseUrl: 'http://127.0.0.1:9',
        models: { cheap: 's', capable: 's', premium: 's' },
      },
    })
    expect(await states()).toMatchObject({ 'provider-down': 'ok', 'budget-stop': 'no-data' })
    expect((await listRules(owner)).flatMap(({ readings }) => readings.map(({ text }) => text))).toContain(
      'No model of Lake is left alone.',
    )
  })

  test('and alerts of money are not shown to viewers of a team that shows them none', async () => {
    await fire(other, 'spend-anomaly')
    const blind = { ...other.viewer, seesCosts: false }
    const told = JSON.stringify([
      await listRules(blind),
      await listAlerts(blind),
      await listDeliveries(blind, {}),
    ])
    expect(told).not.toMatch(/[Ss]pend|[Bb]udget/)
    expect(JSON.stringify(await listAlerts(other.viewer))).toMatch(/Spend is unusual/)
  })
})
