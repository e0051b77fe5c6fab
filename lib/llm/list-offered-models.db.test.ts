import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { listOfferedModels } from './list-offered-models'
import { saveProvider } from './save-provider'

const models = { cheap: 'a', capable: 'b', premium: 'c' }
const key = 'stand-in-key-7890'
let standIn: StandIn
let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  standIn = await startStandIn()
  team = await seedTeam({ slug: 'one' })
  other = await seedTeam({ slug: 'two' })
})
afterAll(() => standIn.close())

const ask = (given: Record<string, unknown> = {}, who = team.owner) =>
  listOfferedModels(who, { baseUrl: standIn.url, isLocal: true, apiKey: key, ...given })

it('names what a server offers before anything is saved', async () => {
  expect(await ask()).toContain('claude-haiku-5-5')
  const keyless = await expectRefused(ask({ apiKey: null }), 'unavailable')
  expect(keyless.userText).toMatch(/^It refuses the key \(401.*Enter the one/)
  expect(await ask({ baseUrl: `${standIn.url}/v1` })).toContain('claude-haiku-5-5')
})

it('uses the stored key at its own address only, and only for its team', async () => {
  const draft = { name: 'Own', kind: 'compatible', baseUrl: standIn.url, isLocal: true, apiKey: key, models }
  const { id } = await saveProvider(team.owner, draft)
  expect(await ask({ id, apiKey: null })).toContain('claude-haiku-5-5')
  const elsewhere = standIn.url.replace('127.0.0.1', 'localhost')
  await expectRefused(ask({ id, apiKey: null, baseUrl: elsewhere }), 'invalid-input')
  await expectRefused(ask({ id, apiKey: null }, other.owner), 'not-found')
})

it('says what to do when a server does not answer, and asks no address that is none', async () => {
  const silent = await expectRefused(ask({ baseUrl: 'http://127.0.0.1:9' }), 'unavailable')
  expect(silent.userText).toMatch(/^Nothing answers at this address .*correct the address\.$/)
  await expectRefused(ask({ baseUrl: 'http://169.254.169.254' }), 'invalid-input')
})

it('is for admins and owners', async () => {
  await expectRefused(ask({}, team.viewer), 'forbidden')
})
