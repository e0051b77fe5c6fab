import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { ChartAnnotation, ChartQuery } from '@/lib/domain/chart'
import { recordAudit } from '@/lib/teams/record-audit'
import { seedFigures } from '@/lib/testing/seed/seed-figures'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { listAnnotations } from './list-annotations'

let team: SeededTeam
let other: SeededTeam
const day = (date: string) => new Date(`2026-11-${date}Z`)
const query = ChartQuery.parse({
  range: 'custom',
  from: '2026-11-10T00:00:00Z',
  until: '2026-11-20T00:00:00Z',
})

async function seedHistory(of: SeededTeam): Promise<void> {
  const { teamId } = of.owner
  await db().price.createMany({
    data: ['model-in-use', 'model-nobody-calls'].map((model) => ({
      ...{ id: `${model}~${teamId}`, teamId, model, effectiveFrom: day('12T00:00:00'), source: 's' },
      ...{ sourceDate: day('12T00:00:00'), inputNanoUsdPerMTok: 1n, outputNanoUsdPerMTok: 1n },
      ...{ cacheReadNanoUsdPerMTok: 1n, cacheWrite5mNanoUsdPerMTok: 1n, cacheWrite1hNanoUsdPerMTok: 1n },
    })),
  })
  const budget = await db().budget.create({
    data: {
      ...{ teamId, scope: 'team', scopeId: teamId, period: 'month', periodStart: day('01T00:00:00') },
      ...{ limitNanoUsd: 10n, createdBy: of.owner.userId },
    },
  })
  const passed = { budgetId: budget.id, spentNanoUsd: 8n, limitNanoUsd: 10n, periodStart: day('01T00:00:00') }
  await db().budgetWarning.createMany({
    data: [
      { ...passed, percent: 80, createdAt: day('13T00:00:00') },
      { ...passed, percent: 50, createdAt: day('09T00:00:00') },
    ],
  })
  await db().$transaction(async (tx) => {
    await recordAudit(tx, of.admin, {
      action: 'provider.update',
      subjectType: 'provider',
      subjectId: 'p',
    })
    await recordAudit(tx, of.admin, { action: 'budget.update', subjectType: 'budget', subjectId: budget.id })
  })
  await db().auditEntry.updateMany({ where: { teamId }, data: { createdAt: day('14T00:00:00') } })
  await db().auditEntry.updateMany({
    where: { teamId, subjectType: 'budget' },
    data: { createdAt: day('17T00:00:00') },
  })
  await seedFigures(of.member, await seedProject(of.owner), [
    { at: day('11T08:00:00'), attempt: { model: 'model-in-use', latencyMs: 1 } },
  ])
  const rule = await db().alertRule.create({
    data: {
      ...{ teamId, name: 'Failures', kind: 'ratio', condition: {}, scopeId: teamId, severity: 'warning' },
      ...{ pendingSeconds: 0, recoverSeconds: 0 },
    },
  })
  const condition = { kind: 'provider-down' }
  const incident = { teamId, ruleId: rule.id, subject: '', severity: 'warning', condition, n: 1 }
  await db().alert.createMany({
    data: [
      {
        ...incident,
        ruleName: 'Failures',
        state: 'resolved',
        text: 't',
        startedAt: day('15T00:00:00'),
        firedAt: day('15T01:00:00'),
      },
      {
        ...incident,
        condition: { kind: 'budget', percent: 80 },
        subjectName: 'budget of Anna',
        ruleName: 'A budget has used 80 %',
        state: 'resolved',
        text: 't',
        startedAt: day('16T00:00:00'),
        firedAt: day('16T00:00:00'),
      },
      { ...incident, ruleName: 'Never fired', state: 'pending', text: 't', startedAt: day('15T00:00:00') },
    ],
  })
}

beforeAll(async () => {
  team = await seedTeam({ slug: 'notes' })
  other = await seedTeam({ slug: 'others' })
  await seedHistory(team)
  const version = { workflow: 'documentation', stage: 'write', meta: {}, body: '' }
  await db().promptVersion.createMany({
    data: [1, 2].map((number) => ({
      ...{ ...version, id: `documentation/write.v${number}`, version: number, hash: `h${number}` },
      createdAt: day(`1${number}T00:00:00`),
    })),
  })
})

test('what happened in the range is told in order, of this team only', async () => {
  const told = (await listAnnotations(team.viewer, query)).map((one) => ChartAnnotation.parse(one))
  expect(told.map(({ at, kind, text }) => [at.slice(8, 13), kind, text])).toEqual([
    ['12T00', 'prompt', 'New prompt: documentation/write.v2'],
    ['12T00', 'price', 'Price of model-in-use from here on'],
    ['13T00', 'budget', 'Budget of whole team: 80 % spent'],
    ['14T00', 'provider', `${team.admin.userName} changed a provider`],
    ['15T01', 'alert', 'Alert: Failures'],
    ['16T00', 'alert', 'Alert: A budget has used 80 % (budget of Anna)'],
    ['17T00', 'budget', `${team.admin.userName} changed a budget`],
  ])
  expect((await listAnnotations(other.viewer, query)).map(({ kind }) => kind)).toEqual(['prompt'])
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
})

test('who sees no costs is told nothing of budgets and of alerts of money', async () => {
  const told = await listAnnotations({ ...team.viewer, seesCosts: false }, query)
  expect(told.map(({ kind }) => kind)).toEqual(['prompt', 'price', 'provider', 'alert'])
  expect(JSON.stringify(told)).not.toMatch(/[Bb]udget|Anna/)
})
