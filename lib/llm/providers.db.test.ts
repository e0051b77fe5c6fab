import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { listProviders } from './list-providers'
import { findProviderAccess, loadProviders } from './load-providers'
import { removeProvider } from './remove-provider'
import { saveProvider } from './save-provider'
import { testProvider } from './test-provider'

const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const key = 'stand-in-key-7890'
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
  ])('refuses %s', async (_name, given, field) => {
    await expect(saveProvider(team.owner, draft(given))).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { [field]: expect.any(String) },
    })
  })

  it('refuses a name that is taken', async () => {
    await saveProvider(team.owner, draft())
    await expect(saveProvider(team.owner, draft())).rejects.toMatchObject({ code: 'conflict' })
    await saveProvider(other.owner, draft())
  })

  it('is for admins and owners, and shows nothing of another team', async () => {
    const { id } = await saveProvider(team.admin, draft())
    for (const ctx of [team.member, team.viewer]) {
      await expect(saveProvider(ctx, draft({ name: 'x' }))).rejects.toMatchObject({ code: 'forbidden' })
      await expect(removeProvider(ctx, { id })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(testProvider(ctx, { id })).rejects.toMatchObject({ code: 'forbidden' })
    }
    for (const act of [
      () => saveProvider(other.owner, draft({ id })),
      () => removeProvider(other.owner, { id }),
      () => testProvider(other.owner, { id }),
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
    const result = await testProvider(team.owner, { id })
    expect(result).toMatchObject({ ok: true, models: expect.arrayContaining(['claude-opus-5-5']) })
    expect(result.text).toMatch(/^claude-haiku-5-5 answered in \d+ ms/)
    expect(standIn.log).toMatchObject([{ model: 'claude-haiku-5-5', headers: { version: '2023-06-01' } }])
    expect(await listProviders(team.viewer)).toMatchObject([{ lastTestOk: true, lastTestText: result.text }])
  })

  it('names a model that the server does not list', async () => {
    const { id } = await saveProvider(team.owner, draft({ models: { ...models, premium: 'claude-next' } }))
    standIn.script({ rules: [{ reply: { json: { ok: true } } }] })
    expect((await testProvider(team.owner, { id })).text).toContain('claude-next (premium)')
  })

  it.each([
    ['a wrong key', { apiKey: 'wrong' }, 'Could not list models: 401'],
    ['a closed port', { baseUrl: 'http://127.0.0.1:1' }, 'Could not list models: Connection error'],
    ['an unknown model', { models: { ...models, cheap: 'claude-nope' } }, 'claude-nope did not answer: 404'],
  ])('tells of %s', async (_name, given, text) => {
    const { id } = await saveProvider(team.owner, draft(given))
    const result = await testProvider(team.owner, { id })
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

  it('keeps their order', async () => {
    for (const name of ['b', 'a', 'c']) await saveProvider(team.owner, draft({ name }))
    expect((await loadProviders(team.owner.teamId)).map((provider) => provider.name)).toEqual(['b', 'a', 'c'])
  })
})
