import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import type { TokenUsage } from '@/lib/domain/attempt'
import { forgetEnv } from '@/lib/env'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { tellBreaker } from './limits/breaker'
import { learnFromHeaders } from './limits/learn-limits'
import { listModels } from './list-models'
import { listProviders } from './list-providers'
import { findProviderAccess, loadProviders } from './load-providers'
import { openProvider } from './open-provider'
import { orderProviders } from './order-providers'
import { removeProvider } from './remove-provider'
import { saveProvider } from './save-provider'
import { switchProvider } from './switch-provider'
import { testProvider } from './test-provider'

const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const key = 'stand-in-key-7890'
/** A nano-dollar a token. */
const priceOf = (model: string, usage: TokenUsage) => ({
  costNanoUsd: usage.inputTokens + usage.outputTokens,
  priceGuessed: model === 'claude-sonnet-5-5',
})
let standIn: StandIn
let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  standIn = await startStandIn()
  team = await seedTeam({ slug: 'one' })
  other = await seedTeam({ slug: 'two' })
})
beforeEach(async () => {
  await db().provider.deleteMany()
})
afterAll(() => standIn.close())

function draft(given: Record<string, unknown> = {}) {
  return { name: 'Stand-in', kind: 'compatible', baseUrl: `${standIn.url}/`, apiKey: key, models, ...given }
}

describe('saveProvider', () => {
  it('keeps the key encrypted and shows its last four characters only', async () => {
    const saved = await saveProvider(team.owner, draft())
    expect(saved).toMatchObject({
      keyLastFour: '7890',
      baseUrl: standIn.url,
      origin: 'settings',
      lastTestOk: null,
    })
    const stored = await db().provider.findUniqueOrThrow({ where: { id: saved.id } })
    expect(JSON.stringify([stored, saved, await db().auditEntry.findMany()])).not.toContain(key)
    expect(await findProviderAccess(team.owner.teamId, saved.id)).toMatchObject({ apiKey: key })
  })

  it('does not switch on or off what is saved without a word of it', async () => {
    const { id } = await saveProvider(team.owner, draft())
    await switchProvider(team.owner, { id, enabled: false })
    expect(await saveProvider(team.owner, draft({ id }))).toMatchObject({ enabled: false })
    expect(await saveProvider(team.owner, draft({ id, enabled: true }))).toMatchObject({ enabled: true })
  })

  it('takes an address that ends in the version of the protocol', async () => {
    expect(await saveProvider(team.owner, draft({ baseUrl: `${standIn.url}/v1/` }))).toMatchObject({
      baseUrl: standIn.url,
    })
  })

  it('keeps the stored key when none is entered, but not for another address', async () => {
    const { id } = await saveProvider(team.owner, draft())
    const renamed = await saveProvider(team.owner, draft({ id, name: 'Renamed', apiKey: null }))
    expect(renamed).toMatchObject({ id, name: 'Renamed', keyLastFour: '7890' })
    const moved = draft({ id, apiKey: null, baseUrl: 'https://elsewhere.example.com' })
    await expect(saveProvider(team.owner, moved)).rejects.toMatchObject({
      fields: { apiKey: expect.any(String) },
    })
  })

  it.each([
    ['no address for a compatible server', { baseUrl: '' }, 'baseUrl'],
    ['a cloud’s metadata service', { baseUrl: 'http://169.254.169.254/latest' }, 'baseUrl'],
    ['a key that cannot be sent', { apiKey: 'ключ' }, 'apiKey'],
    ['another protocol', { baseUrl: 'file:///etc/passwd' }, 'baseUrl'],
    ['no key for the API itself', { kind: 'anthropic', baseUrl: null, apiKey: null }, 'apiKey'],
    ['a tier without a model', { models: { ...models, cheap: ' ' } }, 'models.cheap'],
    [
      'a cloud without a region',
      { kind: 'bedrock', settings: { accessKeyId: 'AKIA-first' } },
      'settings.region',
    ],
    [
      'a service account that is none',
      { kind: 'vertex', apiKey: '{}', settings: { region: 'us', cloudProject: 'our-project' } },
      'apiKey',
    ],
    [
      'the server’s own identity',
      { kind: 'bedrock', baseUrl: null, apiKey: null, settings: { region: 'us-east-1', signIn: 'server' } },
      'settings.signIn',
    ],
    [
      'the server’s own identity at an address that somebody entered',
      { kind: 'bedrock', apiKey: null, settings: { region: 'us-east-1', signIn: 'server' } },
      'baseUrl',
    ],
    ['a limit of nothing', { limits: { requestsPerMinute: 0 } }, 'limits.requestsPerMinute'],
  ])('refuses %s', async (_name, given, field) => {
    await expect(saveProvider(team.owner, draft(given))).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { [field]: expect.any(String) },
    })
  })

  it('refuses a name that is taken, also to one of two who take it at once', async () => {
    const both = await Promise.allSettled([
      saveProvider(team.owner, draft()),
      saveProvider(team.admin, draft()),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', fields: { name: expect.any(String) } },
    })
    await expect(saveProvider(team.owner, draft())).rejects.toMatchObject({ code: 'conflict' })
    await saveProvider(other.owner, draft())
  })

  it.each([
    ['kind', { kind: 'anthropic' }],
    ['account', { kind: 'bedrock', settings: { region: 'us-east-1', accessKeyId: 'AKIA-another' } }],
  ])('asks for the key again when its %s changes', async (_name, given) => {
    const first = { kind: 'bedrock', settings: { region: 'us-east-1', accessKeyId: 'AKIA-first' } }
    const { id, keyLastFour } = await saveProvider(
      team.owner,
      draft({ ...first, apiKey: 'secret-key-1234 token' }),
    )
    expect(keyLastFour).toBe('1234')
    const changed = saveProvider(team.owner, draft({ id, ...first, ...given, apiKey: null }))
    await expect(changed).rejects.toMatchObject({ fields: { apiKey: expect.stringContaining('again') } })
    const elsewhere = { ...first.settings, region: 'eu-west-1' }
    await saveProvider(team.owner, draft({ id, ...first, settings: elsewhere, apiKey: null }))
  })

  it('writes every change into the audit log: who, what, never the key', async () => {
    await db().auditEntry.deleteMany()
    const { id } = await saveProvider(team.owner, draft())
    await saveProvider(team.admin, draft({ id, apiKey: `${key}x`, limits: { requestsPerMinute: 5 } }))
    await switchProvider(team.admin, { id, enabled: false })
    await orderProviders(team.owner, { ids: [id] })
    await removeProvider(team.owner, { id })
    const rows = await db().auditEntry.findMany({ orderBy: { createdAt: 'asc' } })
    expect(rows.map(({ action, userId }) => [action, userId])).toEqual([
      ['provider.create', team.owner.userId],
      ['provider.update', team.admin.userId],
      ['provider.disable', team.admin.userId],
      ['provider.order', team.owner.userId],
      ['provider.remove', team.owner.userId],
    ])
    expect(rows[1]?.detail).toMatchObject({ changed: ['limits'], keyChanged: true })
    expect(JSON.stringify(rows)).not.toContain('stand-in-key')
  })

  it('takes with it what was known of its models, and of no other', async () => {
    const ids: string[] = []
    for (const name of ['Gone', 'Kept']) {
      const { id } = await saveProvider(team.owner, draft({ name }))
      const model = { providerId: id, model: models.cheap }
      const place = { attemptId: name, teamId: team.owner.teamId, tokens: 1, startsAt: new Date() }
      await db().rateTake.create({ data: { ...model, ...place } })
      await learnFromHeaders(model, { requestsPerMinute: 5, tokensPerMinute: null })
      const end = { isProbe: false, errorText: null, retryAfterMs: null }
      await tellBreaker(model, { attemptId: name, outcome: 'overloaded', ...end })
      ids.push(id)
    }
    const [gone = '', kept] = ids
    await removeProvider(team.owner, { id: gone })
    const left = [
      ...(await db().rateTake.findMany()),
      ...(await db().modelRateLimit.findMany()),
      ...(await db().breaker.findMany()),
    ]
    expect(left.map(({ providerId }) => providerId)).toEqual([kept, kept, kept])
  })

  it('is for admins and owners, and shows nothing of another team', async () => {
    const { id } = await saveProvider(team.admin, draft())
    for (const ctx of [team.member, team.viewer]) {
      await expect(saveProvider(ctx, draft({ name: 'x' }))).rejects.toMatchObject({ code: 'forbidden' })
      await expect(removeProvider(ctx, { id })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(switchProvider(ctx, { id, enabled: false })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(orderProviders(ctx, { ids: [id] })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(testProvider(ctx, { id, tiers: [] }, priceOf)).rejects.toMatchObject({ code: 'forbidden' })
    }
    for (const act of [
      () => saveProvider(other.owner, draft({ id })),
      () => removeProvider(other.owner, { id }),
      () => switchProvider(other.owner, { id, enabled: false }),
      () => testProvider(other.owner, { id, tiers: [] }, priceOf),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'not-found' })
    }
    expect(await listProviders(other.owner)).toEqual([])
    expect(await findProviderAccess(other.owner.teamId, id)).toBeNull()
    expect(await db().provider.count({ where: { id } })).toBe(1)
  })
})

describe('testProvider', () => {
  it('lists the models, makes one tiny call and keeps the result', async () => {
    const { id } = await saveProvider(team.owner, draft())
    standIn.script({ rules: [{ reply: { json: { ok: true } } }] })
    const result = await testProvider(team.owner, { id, tiers: ['cheap'] }, priceOf)
    expect(result).toMatchObject({ ok: true, models: expect.arrayContaining(['claude-opus-5-5']) })
    expect(result.text).toMatch(/^claude-haiku-5-5 answered in \d+ ms/)
    expect(standIn.log).toMatchObject([{ model: 'claude-haiku-5-5', headers: { version: '2023-06-01' } }])
    expect(await listProviders(team.viewer)).toMatchObject([{ lastTestOk: true, lastTestText: result.text }])
  })

  it('asks each model once, tells what it cost, and keeps that in the audit log', async () => {
    standIn.script({})
    const { id } = await saveProvider(team.owner, draft({ models: { ...models, premium: models.capable } }))
    const {
      ok,
      calls,
      text,
      models: offered,
    } = await testProvider(team.owner, { id, tiers: ['cheap', 'capable', 'premium'] }, priceOf)
    expect(ok).toBe(true)
    expect(calls).toMatchObject([
      { model: 'claude-haiku-5-5', tiers: ['cheap'] },
      { model: 'claude-sonnet-5-5', tiers: ['capable', 'premium'] },
    ])
    const used = standIn.log.map(({ usage }) => (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0))
    expect(calls.map(({ costNanoUsd }) => costNanoUsd)).toEqual(used)
    expect(text).toContain(`(${used[0]} tokens, `)
    const guessed = text.split('\n').filter((line) => line.includes('no price'))
    expect(guessed).toEqual([expect.stringMatching(/^claude-sonnet-5-5 /)])
    const [kept] = (await listProviders(team.owner)).filter((row) => row.id === id)
    expect(kept?.lastTest, 'a reload shows what the click showed').toMatchObject({
      calls,
      offered: offered.length,
    })
    const audit = await db().auditEntry.findFirst({
      where: { action: 'provider.test' },
      orderBy: { id: 'desc' },
    })
    expect(audit?.detail).toMatchObject({ ok: true, costNanoUsd: (used[0] ?? 0) + (used[1] ?? 0) })
  })

  it('lists page by page', async () => {
    const { id } = await saveProvider(team.owner, draft())
    const access = await findProviderAccess(team.owner.teamId, id)
    if (access === null) throw new Error('it was just saved')
    expect(await listModels(access, 5000, 1)).toEqual(await listModels(access, 5000))
  })

  it.each([
    {
      demand: { key: 'x-api-key', version: '2023-06-01' },
      found: { key: 'x-api-key', version: '2023-06-01' },
    },
    { demand: { key: 'bearer', version: '2026-10-21' }, found: { key: 'bearer', version: 'newest' } },
  ] as const)(
    'finds the headers that a server takes: $found, and calls use them',
    async ({ demand, found }) => {
      const strict = await startStandIn({ headers: demand })
      const { id } = await saveProvider(team.owner, draft({ baseUrl: strict.url }))
      const result = await testProvider(team.owner, { id, tiers: ['cheap'] }, priceOf)
      expect(result).toMatchObject({ ok: true, headers: found })
      const access = await findProviderAccess(team.owner.teamId, id)
      expect(access?.settings.headers).toEqual(found)
      await saveProvider(team.owner, draft({ id, baseUrl: strict.url, apiKey: null, name: 'Same place' }))
      expect((await findProviderAccess(team.owner.teamId, id))?.settings.headers).toEqual(found)
      await strict.close()
    },
  )

  it('changes nothing that an admin saved while it was asking, and then keeps no result', async () => {
    const { id } = await saveProvider(team.owner, draft())
    standIn.script({ rules: [{ reply: { latencyMs: 400, json: { ok: true } } }] })
    const slow = testProvider(team.owner, { id, tiers: ['cheap'] }, priceOf)
    const refused = expect(slow).rejects.toMatchObject({ code: 'conflict' })
    await waitFor('the question', () => standIn.log.length > 0)
    await saveProvider(team.admin, draft({ id, apiKey: null, settings: { effort: { cheap: 'low' } } }))
    await refused
    const { settings, lastTestOk } = await db().provider.findUniqueOrThrow({ where: { id } })
    expect(settings).toMatchObject({ effort: { cheap: 'low' } })
    expect(lastTestOk).toBeNull()
  })

  it('keeps its result although the provider was moved in the order meanwhile', async () => {
    const { id } = await saveProvider(team.owner, draft())
    standIn.script({ rules: [{ reply: { latencyMs: 400, json: { ok: true } } }] })
    const slow = testProvider(team.owner, { id, tiers: ['cheap'] }, priceOf)
    await waitFor('the question', () => standIn.log.length > 0)
    await orderProviders(team.admin, { ids: [id] })
    await slow
    expect(await listProviders(team.viewer)).toMatchObject([{ lastTestOk: true }])
  })

  it('names a model that the server does not list', async () => {
    const { id } = await saveProvider(team.owner, draft({ models: { ...models, premium: 'claude-next' } }))
    standIn.script({ rules: [{ reply: { json: { ok: true } } }] })
    expect((await testProvider(team.owner, { id, tiers: ['cheap'] }, priceOf)).text).toContain(
      'claude-next (premium)',
    )
  })

  it.each([
    ['a wrong key', { apiKey: 'wrong' }, 'Could not list models: 401'],
    ['a closed port', { baseUrl: 'http://127.0.0.1:1' }, 'Could not list models: Connection error'],
    ['an unknown model', { models: { ...models, cheap: 'claude-nope' } }, 'claude-nope did not answer: 404'],
  ])('tells of %s', async (_name, given, text) => {
    const { id } = await saveProvider(team.owner, draft(given))
    const result = await testProvider(team.owner, { id, tiers: ['cheap'] }, priceOf)
    expect(result.ok).toBe(false)
    expect(result.text).toContain(text)
    expect(await listProviders(team.owner)).toMatchObject([{ lastTestOk: false }])
  })
})

describe('loadProviders', () => {
  it('gives the server environment’s provider to a team that has none of its own', async () => {
    process.env.ANTHROPIC_API_KEY = 'env-key-4321'
    forgetEnv()
    try {
      expect(await listProviders(team.viewer)).toMatchObject([{ origin: 'environment', keyLastFour: '4321' }])
      expect(await loadProviders(team.owner.teamId)).toMatchObject([{ id: 'environment', isLocal: false }])
      const { id } = await saveProvider(team.owner, draft({ enabled: false }))
      expect(await loadProviders(team.owner.teamId), 'its own, but switched off').toEqual([])
      await removeProvider(team.owner, { id })
      expect(await loadProviders(team.owner.teamId)).toHaveLength(1)
    } finally {
      delete process.env.ANTHROPIC_API_KEY
      forgetEnv()
    }
    expect(await loadProviders(team.owner.teamId)).toEqual([])
  })

  it('keeps their order, and the one they are put into', async () => {
    const ids: string[] = []
    for (const name of ['b', 'a', 'c']) ids.push((await saveProvider(team.owner, draft({ name }))).id)
    const names = async () => (await loadProviders(team.owner.teamId)).map(({ name }) => name)
    expect(await names()).toEqual(['b', 'a', 'c'])
    const [b = '', a = '', c = ''] = ids
    await orderProviders(team.owner, { ids: [c, b, a] })
    expect(await names()).toEqual(['c', 'b', 'a'])
    await switchProvider(team.owner, { id: b, enabled: false })
    expect(await names()).toEqual(['c', 'a'])
    for (const wrong of [
      [c, b],
      [c, b, a, a],
    ]) {
      await expect(orderProviders(team.owner, { ids: wrong })).rejects.toMatchObject({ code: 'conflict' })
    }
    const gone = orderProviders(team.owner, { ids: [c, b, 'gone'] })
    await expect(gone).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('openProvider', () => {
  it('gives no provider to code that may not go there, whoever asks', async () => {
    const { id: outside } = await saveProvider(team.owner, draft({ name: 'outside' }))
    const { id: own } = await saveProvider(team.owner, draft({ name: 'own', isLocal: true }))
    const { teamId } = team.owner
    const { projectId } = await seedEngineRun(team.owner, { slug: 'guarded' })
    const open = (providerId: string) => openProvider({ teamId, projectId }, providerId)
    const setPolicy = (dataPolicy: string) =>
      db().project.update({ where: { id: projectId }, data: { dataPolicy } })
    expect(await open(outside)).toMatchObject({ apiKey: key })
    await setPolicy('local-only')
    await expect(open(outside)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await open(own)).toMatchObject({ name: 'own' })
    await setPolicy('no-model')
    await expect(open(own)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(openProvider({ teamId: other.owner.teamId, projectId }, own)).resolves.toBeNull()
  })
})
