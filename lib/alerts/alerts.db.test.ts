import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { changeBudgetLimit } from '@/lib/budgets/change-budget-limit'
import { createBudget } from '@/lib/budgets/create-budget'
import { db } from '@/lib/db/db'
import type { AlertCondition } from '@/lib/domain/alert-condition'
import { forgetEnv } from '@/lib/env'
import { startMailbox, startReceiver } from '@/lib/testing/alert-receivers'
import type { ReceivedMail } from '@/lib/testing/open-mailbox'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { saveChannel } from './channels/save-channel'
import { deliverDue } from './deliveries/deliver-due'
import { evaluateTeam } from './evaluate-team'
import { listAlerts } from './incidents/list-alerts'
import { saveRule } from './rules/save-rule'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Half past: a run of ten minutes ago is in the hour under way. */
const NOW = new Date('2026-11-18T10:30:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)

let mailbox: Awaited<ReturnType<typeof startMailbox>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let teams = 0

beforeAll(async () => {
  mailbox = await startMailbox()
  receiver = await startReceiver()
  process.env.ASSAY_SMTP_URL = mailbox.url
  forgetEnv()
})

interface World {
  team: SeededTeam
  secret: string
  runId: string
  mails: () => ReceivedMail[]
}

/** A team that is told by e-mail and webhook, with the default rules off so that only the tested one speaks. */
async function makeWorld(): Promise<World> {
  teams += 1
  const team = await seedTeam({ slug: `team-${teams}` })
  const { runIds } = await seedQueuedRuns(team.member, { 'a.py': 'x = 1\n' })
  await saveChannel(team.owner, { name: 'Leads', kind: 'email' })
  const { secret } = await saveChannel(team.owner, { name: 'Hook', kind: 'webhook', url: receiver.url })
  await evaluateTeam(team.owner.teamId, ago(90 * DAY_MS))
  await db().alertRule.updateMany({ where: { teamId: team.owner.teamId }, data: { enabled: false } })
  return {
    team,
    secret: secret ?? '',
    runId: runIds['a.py'] ?? '',
    mails: () => mailbox.mails.filter(({ to }) => to.includes(`owner@team-${teams}.test`)),
  }
}

const addRule = ({ team }: World, condition: AlertCondition, scope: object = {}) =>
  saveRule(team.owner, {
    ...{ name: `Rule ${condition.kind}`, condition, scope: 'team', scopeId: '', severity: 'warning' },
    ...{ pendingMinutes: 1, recoverMinutes: 2, renotifyHours: null, allChannels: true, channelIds: [] },
    ...scope,
  })

/** Ended runs like the seeded one. */
async function endRuns({ runId }: World, count: number, at: Date, data: Record<string, unknown>) {
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const { id: _id, options: _options, figures: _figures, ...rest } = run
  await db().run.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ ...rest, options: {}, status: 'done', verdict: 'verified', source: 'model' },
      ...{ createdAt: at, startedAt: at, endedAt: at, durationMs: 1000, ...data },
    })),
  })
}

/** Model calls of the seeded run. */
async function makeCalls({ runId }: World, count: number, at: Date, data: Record<string, unknown> = {}) {
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const { teamId, projectId, launchId, workflow, createdBy: userId } = run
  await db().attempt.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ id: crypto.randomUUID(), teamId, projectId, launchId, runId, workflow, userId },
      ...{ stage: 'generate', tryNumber: 1, sequence: 1, source: 'model', outcome: 'ok', latencyMs: 900 },
      ...{ requestId: 'r', createdAt: at, ...data },
    })),
  })
}

/** Looks every minute from `NOW + from` on, as the worker does, and sends what is due. */
async function watch({ team }: World, fromMinutes: number, toMinutes: number): Promise<void> {
  for (let minute = fromMinutes; minute <= toMinutes; minute++) {
    await evaluateTeam(team.owner.teamId, new Date(NOW.getTime() + minute * 60_000))
  }
  while ((await deliverDue(new Date(NOW.getTime() + DAY_MS))) > 0);
}

const subjects = ({ mails }: World) => mails().map(({ subject }) => subject)
const alertsOf = ({ team }: World) =>
  db().alert.findMany({ where: { teamId: team.owner.teamId }, orderBy: { id: 'asc' } })

interface Case {
  condition: AlertCondition
  scope?: (world: World) => object
  /** what was there long before */
  history?: (world: World) => Promise<unknown>
  /** what makes it fire, and what makes it well again */
  inject: (world: World) => Promise<unknown>
  mend: (world: World) => Promise<unknown>
  text: RegExp
}

const share = { kind: 'ratio', direction: 'above', windowHours: 1, minN: 10, margin: 0.2 } as const

const CASES: Record<string, Case> = {
  ratio: {
    condition: { ...share, measure: 'failed-call-share', line: 0.2 },
    inject: async (world) => {
      await makeCalls(world, 15, ago(600_000))
      await makeCalls(world, 5, ago(600_000), { outcome: 'overloaded' })
    },
    mend: (world) => makeCalls(world, 80, ago(300_000)),
    text: /^Model calls without an answer: 25.0 % in the last 1 h \(n = 20 calls\). The line is 20.0 %/,
  },
  threshold: {
    condition: {
      ...{ kind: 'threshold', measure: 'failed-runs', direction: 'above', line: 2 },
      ...{ windowHours: 3, minN: 1, margin: 0 },
    } as const,
    scope: (world) => ({ scope: 'member', scopeId: world.team.member.userId }),
    inject: (world) => endRuns(world, 3, ago(600_000), { status: 'failed', verdict: null }),
    mend: (world) =>
      db().run.updateMany({
        where: { teamId: world.team.owner.teamId, status: 'failed' },
        data: { status: 'cancelled' },
      }),
    text: /^Number of failed runs: 3 in the last 3 h/,
  },
  'ratio, by a reason': {
    condition: { ...share, measure: 'fallback-share', line: 0.1 },
    inject: async (world) => {
      await endRuns(world, 12, ago(600_000), {})
      await endRuns(world, 1, ago(600_000), { source: 'template', reason: 'invalid-output' })
      await endRuns(world, 7, ago(600_000), { source: 'template', reason: 'budget' })
    },
    mend: (world) => endRuns(world, 90, ago(300_000), {}),
    text: /^Template fallback: 40.0 % in the last 1 h .* Why: budget reached \(7 of 8\), no valid answer \(1\)\.$/,
  },
  baseline: {
    condition: {
      ...{ kind: 'baseline', measure: 'spend', direction: 'above', factor: 2.2, weeks: 4 },
      ...{ floor: 1_000_000, windowHours: 24, margin: 0.1 },
    } as const,
    history: async (world) => {
      for (const [week, calls] of [6, 10, 14, 10].entries()) {
        const usual = { costNanoUsd: 1_000_000_000n }
        await makeCalls(world, calls, ago((week + 1) * 7 * DAY_MS + HOUR_MS), usual)
      }
    },
    inject: (world) => makeCalls(world, 30, ago(HOUR_MS), { costNanoUsd: 1_000_000_000n }),
    mend: (world) =>
      db().attempt.deleteMany({ where: { runId: world.runId, createdAt: { gt: ago(DAY_MS) } } }),
    text: /^Spend: \$30.00 in the last 24 h \(n = 30 calls\). Usual for these hours: \$10.00, median of 4 weeks. The line is \$26.17/,
  },
  budget: {
    condition: { kind: 'budget', percent: 80 },
    inject: async (world) => {
      const draft = { scope: 'team', scopeId: '', kind: 'soft', limitNanoUsd: 10_000_000_000 }
      const { id } = await createBudget(world.team.owner, { ...draft, period: 'once' })
      await db().budget.update({ where: { id }, data: { spentNanoUsd: 8_500_000_000n } })
    },
    mend: (world) =>
      db().budget.updateMany({
        where: { teamId: world.team.owner.teamId },
        data: { limitNanoUsd: 20_000_000_000n },
      }),
    text: /^The team budget has used 85.0 % of \$10.00/,
  },
  'a budget that stops runs': {
    condition: { kind: 'budget-stop' },
    history: ({ team: { owner } }) =>
      db().budget.create({
        data: {
          ...{ id: `tight-${teams}`, teamId: owner.teamId, scope: 'team', scopeId: owner.teamId },
          ...{ period: 'once', kind: 'hard', periodStart: ago(DAY_MS), createdBy: owner.userId },
          // Less than 80 % of it is used: no mark is passed, and yet no call has room.
          ...{ limitNanoUsd: 500_000_000n, spentNanoUsd: 298_000_000n, reservedNanoUsd: 98_000_000n },
        },
      }),
    inject: (world) =>
      endRuns(world, 7, ago(600_000), { source: 'template', reason: 'budget', stoppedBy: `tight-${teams}` }),
    mend: ({ team }) => changeBudgetLimit(team.owner, { id: `tight-${teams}`, limitNanoUsd: 900_000_000 }),
    text: /^The team budget stops runs: 7 runs took the template, as it had no room for the most that their next call could cost. Now \$0.2980 of \$0.5000 is spent, \$0.0980 reserved by calls under way, \$0.1040 left\./,
  },
  'silence, no runs': {
    condition: { kind: 'silence', what: 'no-runs', windowHours: 6, minN: 5 },
    inject: (world) => endRuns(world, 5, ago(2 * DAY_MS), {}),
    mend: (world) => endRuns(world, 1, ago(60_000), {}),
    text: /^No run ended in the last 6 h; 5 in the last 28 days/,
  },
  'silence, runs wait and none ends': {
    condition: { kind: 'silence', what: 'none-ends', windowHours: 3, minN: 1 },
    inject: ({ runId }) => db().run.update({ where: { id: runId }, data: { createdAt: ago(5 * HOUR_MS) } }),
    mend: (world) => endRuns(world, 1, ago(60_000), {}),
    text: /^No run ended in the last 3 h, though 1 run waits for longer/,
  },
  'silence, only templates': {
    condition: { kind: 'silence', what: 'only-templates', windowHours: 6, minN: 5 },
    inject: (world) => endRuns(world, 6, ago(600_000), { source: 'template', reason: 'provider-down' }),
    mend: (world) => endRuns(world, 1, ago(60_000), {}),
    text: /^6 of 6 runs in the last 6 h came from the template.* Why: provider down \(6 of 6\)\.$/,
  },
  'provider down': {
    condition: { kind: 'provider-down' },
    inject: async (world) => {
      const { teamId, userId } = world.team.owner
      const provider = await db().provider.create({
        data: {
          ...{ teamId, name: 'Lake', kind: 'compatible', baseUrl: 'http://127.0.0.1:9', createdBy: userId },
          models: { cheap: 'small', capable: 'small', premium: 'small' },
        },
      })
      await db().breaker.create({
        data: {
          ...{ providerId: provider.id, model: 'small', state: 'open', failures: 5, openedAt: ago(60_000) },
          lastText: 'overloaded <b>now</b>',
        },
      })
    },
    mend: () => db().breaker.updateMany({ data: { state: 'closed', openedAt: null } }),
    text: /^Lake fails to serve small since 2026-11-18 10:29:00 UTC; .* It said: overloaded/,
  },
}

describe.each(Object.entries(CASES))('%s', (_name, { condition, scope, history, inject, mend, text }) => {
  test('is told once by e-mail and webhook, and so is its end', async () => {
    const world = await makeWorld()
    const posted = receiver.posts.length
    await history?.(world)
    await addRule(world, condition, scope?.(world))
    await watch(world, -1, -1)
    expect(await alertsOf(world)).toEqual([])

    await inject(world)
    await watch(world, 0, 3)
    const [alert, ...others] = await alertsOf(world)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ state: 'firing', text: expect.stringMatching(text) })
    expect(alert?.firedAt).toEqual(new Date(NOW.getTime() + 60_000))
    expect(subjects(world)).toEqual([expect.stringMatching(/Firing: Rule/)])

    await mend(world)
    await watch(world, 5, 8)
    expect(await alertsOf(world)).toMatchObject([{ id: alert?.id, state: 'resolved', openKey: null }])
    expect(subjects(world)).toEqual([
      expect.stringMatching(/Firing: Rule/),
      expect.stringMatching(/Resolved: Rule/),
    ])
    const [mail] = world.mails()
    expect(mail?.text).toContain(`/t/${world.team.owner.teamSlug}/alerts/${alert?.id}`)
    expect(mail?.to).toHaveLength(2)

    const posts = receiver.posts.slice(posted)
    expect(posts.map(({ body }) => JSON.parse(body).type)).toEqual(['alert.fired', 'alert.resolved'])
    for (const { headers, body } of posts) {
      const key = Buffer.from(world.secret.replace('whsec_', ''), 'base64')
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
      const signature = createHmac('sha256', key).update(signed).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    }
  })
})

test('a team that is away at night and at the weekend hears nothing by the rules that are on from the beginning', async () => {
  const world = await makeWorld()
  const { teamId } = world.team.owner
  await db().alertRule.updateMany({ where: { teamId }, data: { enabled: true } })
  const source = { source: 'template', reason: 'opted-out' }
  for (const daysAgo of [1, 8, 15]) await endRuns(world, 20, ago(daysAgo * DAY_MS), {})
  await endRuns(world, 20, ago(DAY_MS), source)
  // One that may take a day, and one of last week that somebody has just tried again.
  await endRuns(world, 1, ago(5 * HOUR_MS), {
    ...{ status: 'queued', endedAt: null, options: { delivery: 'within-24h' } },
  })
  await endRuns(world, 1, ago(7 * DAY_MS), { status: 'queued', endedAt: null, tryNumber: 2 })
  for (let hour = 0; hour < 60; hour += 4) {
    await evaluateTeam(teamId, new Date(NOW.getTime() + hour * HOUR_MS))
  }
  expect(await alertsOf(world)).toEqual([])
})

test('the higher step of a budget takes the place of the lower one: one alert fires for each budget', async () => {
  const world = await makeWorld()
  const { teamId } = world.team.owner
  for (const percent of [80, 100]) {
    await addRule(world, { kind: 'budget', percent }, { name: `Used ${percent}`, pendingMinutes: 0 })
  }
  const draft = { scope: 'team', scopeId: '', kind: 'soft', limitNanoUsd: 10_000_000_000 }
  const { id } = await createBudget(world.team.owner, { ...draft, period: 'once' })
  const step = async (minute: number, dollars: number) => {
    await db().budget.update({ where: { id }, data: { spentNanoUsd: BigInt(dollars) * 1_000_000_000n } })
    // A rule that recovers for two minutes is looked at until they are over.
    for (let each = minute; each < minute + 3; each++) {
      await evaluateTeam(teamId, new Date(NOW.getTime() + each * 60_000))
    }
    const open = (await alertsOf(world)).filter(({ openKey }) => openKey !== null)
    return open.map(({ ruleName, state }) => `${ruleName} ${state}`)
  }
  expect(await step(0, 9)).toEqual(['Used 80 firing'])
  expect(await step(3, 12)).toEqual(['Used 100 firing'])
  expect(await step(6, 9)).toEqual(['Used 80 firing'])
  expect(await step(9, 1)).toEqual([])
  // At one stroke beyond both: the lower step is never told.
  expect(await step(12, 30)).toEqual(['Used 100 firing'])
  // Well again, it fires until that has lasted, and says since when.
  await db().budget.update({ where: { id }, data: { spentNanoUsd: 0n } })
  const wellAt = new Date(NOW.getTime() + 15 * 60_000)
  await evaluateTeam(teamId, wellAt)
  expect((await listAlerts(world.team.owner)).open).toMatchObject([
    { state: 'firing', clearSince: wellAt.toISOString() },
  ])
  const told = await db().alertEvent.findMany({ where: { teamId }, orderBy: { id: 'asc' } })
  expect(told.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'fired: The team budget has used 90.0 % of $10.00.',
    'fired: The team budget has used 120.0 % of $10.00.',
    'resolved: The team budget has used 120.0 % of $10.00. “Used 100” tells of it from now on.',
    'resolved: The team budget has used 90.0 % of $10.00.',
    'fired: The team budget has used 90.0 % of $10.00.',
    'resolved: The team budget has used 10.0 % of $10.00.',
    'fired: The team budget has used 300.0 % of $10.00.',
  ])
})
