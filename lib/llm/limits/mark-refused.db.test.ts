import { beforeAll, describe, expect, it } from 'vitest'
import { makeReadContext } from '@/lib/alerts/readings/read-context'
import { readProviders } from '@/lib/alerts/readings/read-providers'
import { db } from '@/lib/db/db'
import type { AttemptOutcome } from '@/lib/domain/words'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { findProviderAccess } from '../load-providers'
import { saveProvider } from '../save-provider'
import { askBreaker, tellBreaker } from './breaker'
import { forgetRefusals } from './forget-refusals'
import { listBreakers } from './list-breakers'

const models = { cheap: 'small', capable: 'middle', premium: 'middle' }
const draft = {
  name: 'Lake',
  kind: 'compatible',
  baseUrl: 'http://127.0.0.1:1',
  apiKey: 'old-key-1234',
  models,
}

let team: SeededTeam
let providerId: string
beforeAll(async () => {
  team = await seedTeam({ slug: 'refused' })
  providerId = (await saveProvider(team.owner, draft)).id
})

const versionNow = async () =>
  (await findProviderAccess(team.owner.teamId, providerId))?.version ?? 'it has none'
const ask = (model: string) => askBreaker({ providerId, model }, 'any')
const tell = (outcome: AttemptOutcome, providerVersion: string, model = 'small') =>
  tellBreaker(
    { providerId, model },
    { attemptId: 'a', isProbe: false, retryAfterMs: null, errorText: '401: no', outcome, providerVersion },
  )

describe('a provider that refuses', () => {
  it('its key is not asked by any run, nor probed, until its row changes', async () => {
    const version = await versionNow()
    await tell('invalid-key', version)
    await db().breaker.updateMany({ where: { providerId }, data: { updatedAt: new Date(0) } })
    for (const model of ['small', 'middle']) {
      expect(await ask(model)).toMatchObject({ admitted: false, waitMs: null, lastOutcome: 'invalid-key' })
    }
    expect(await listBreakers(team.viewer)).toMatchObject([
      { model: 'middle', state: 'refused', isKeyRefused: true, probeAt: null },
      { model: 'small', state: 'refused', isKeyRefused: true, lastText: '401: no' },
    ])
    const [alert] = await readProviders(makeReadContext(team.owner.teamId, 'UTC', new Date()))
    expect(alert?.text).toMatch(/^The key of Lake is refused since .*: replace it in Settings/)
    await saveProvider(team.owner, { ...draft, id: providerId, apiKey: 'new-key-5678' })
    expect(await ask('small')).toMatchObject({ admitted: true, isProbe: false })
    // A call that was under way with the old key says nothing of the new one.
    await tell('invalid-key', version)
    expect(await ask('small')).toMatchObject({ admitted: true })
  })

  it('one model is asked for its others, and for that one after a test that it answered', async () => {
    await tell('unknown-model', await versionNow())
    expect(await ask('small')).toMatchObject({ admitted: false, lastOutcome: 'unknown-model' })
    expect(await ask('middle')).toMatchObject({ admitted: true })
    await forgetRefusals(db(), providerId, ['middle'])
    expect(await ask('small')).toMatchObject({ admitted: false })
    await forgetRefusals(db(), providerId, ['small'])
    expect(await ask('small')).toMatchObject({ admitted: true })
  })

  it('a key that comes from its surroundings is tried again: it may be mended there', async () => {
    await db().provider.update({ where: { id: providerId }, data: { kind: 'bedrock', keyEncrypted: null } })
    await tell('invalid-key', await versionNow())
    expect(await ask('small')).toMatchObject({ admitted: true })
  })
})
