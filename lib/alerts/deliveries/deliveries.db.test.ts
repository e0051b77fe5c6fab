import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { startReceiver } from '@/lib/testing/alert-receivers'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { saveChannel } from '../channels/save-channel'
import { deliverDue, makePostman } from './deliver-due'
import { pruneDeliveries } from './prune-deliveries'
import { retryDelivery } from './retry-delivery'
import { testChannel } from './test-channel'

const NOW = new Date()
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

let slow: Awaited<ReturnType<typeof startReceiver>>
let quick: Awaited<ReturnType<typeof startReceiver>>
let red: SeededTeam
let blue: SeededTeam
let answerNow: () => void

beforeAll(async () => {
  slow = await startReceiver()
  quick = await startReceiver()
  red = await seedTeam({ slug: 'red' })
  blue = await seedTeam({ slug: 'blue' })
})
beforeEach(async () => {
  await db().alertChannel.deleteMany({})
  slow.posts.length = 0
  quick.posts.length = 0
  slow.answer.until = new Promise<void>((resolve) => {
    answerNow = resolve
  })
})
afterEach(() => answerNow())

async function addMessages(team: SeededTeam, name: string, url: string, count: number): Promise<string> {
  const { teamId, teamSlug: slug, teamName } = team.owner
  const { id: channelId } = await saveChannel(team.owner, { name, kind: 'webhook', url })
  const message = {
    what: 'test',
    at: NOW.toISOString(),
    title: name,
    text: '',
    url: 'http://a.test',
    alert: null,
  }
  await db().alertDelivery.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      ...{ teamId, channelId, message: { ...message, team: { slug, name: teamName } } },
      nextTryAt: later(-1000 + index),
    })),
  })
  return channelId
}

const statesOf = async (channelId: string) =>
  (await db().alertDelivery.findMany({ where: { channelId } })).map(({ state, tries }) => `${state} ${tries}`)

describe('a message', () => {
  test('whose receiver takes long is sent by nobody else meanwhile', async () => {
    const channelId = await addMessages(red, 'Slow', slow.url, 1)
    const first = deliverDue(NOW)
    await waitFor('the message', () => slow.posts.length > 0)
    expect(await deliverDue(later(15))).toBe(0)
    expect(await deliverDue(later(45))).toBe(0)
    answerNow()
    await first
    expect(slow.posts).toHaveLength(1)
    expect(await statesOf(channelId)).toEqual(['delivered 1'])
  })

  test('that another process has claimed since is not set back by the one that was too slow', async () => {
    const channelId = await addMessages(red, 'Slow', slow.url, 1)
    slow.answer.status = 503
    const first = deliverDue(NOW)
    await waitFor('the message', () => slow.posts.length > 0)
    const data = { state: 'delivered', tries: 2 }
    await db().alertDelivery.updateMany({ where: { channelId }, data })
    answerNow()
    await first
    slow.answer.status = 200
    expect(await statesOf(channelId)).toEqual(['delivered 2'])
  })

  test('does not wait for a receiver of its own or another team that does not answer', async () => {
    await addMessages(red, 'Slow', slow.url, 30)
    const own = await addMessages(red, 'Quick', quick.url, 3)
    const others = await addMessages(blue, 'Quick', quick.url, 3)
    const postman = makePostman()
    await postman.goRound()
    await postman.goRound()
    await waitFor('what is quick', async () => {
      await postman.goRound()
      return quick.posts.length === 6
    })
    expect(slow.posts.length).toBe(1)
    answerNow()
    await postman.idle()
    expect([...(await statesOf(own)), ...(await statesOf(others))]).toEqual(Array(6).fill('delivered 1'))
  })

  test('that waits hours for its next try can be sent at once, but not while it is being sent', async () => {
    const channelId = await addMessages(red, 'Back again', quick.url, 1)
    const { id } = await db().alertDelivery.findFirstOrThrow({ where: { channelId } })
    const hours = { tries: 6, nextTryAt: later(7200) }
    await db().alertDelivery.update({ where: { id }, data: { ...hours, lastTriedAt: later(-20) } })
    await expectRefused(retryDelivery(red.owner, { id }), 'conflict')
    await db().alertDelivery.update({ where: { id }, data: { lastTriedAt: later(-200) } })
    await retryDelivery(red.owner, { id })
    expect(await deliverDue(later(60))).toBe(1)
    expect(await statesOf(channelId)).toEqual(['delivered 1'])
    await expectRefused(retryDelivery(red.owner, { id }), 'conflict')
  })

  test('of a test that a stopped server left behind is given up', async () => {
    const { id } = await saveChannel(red.owner, { name: 'Quick', kind: 'webhook', url: quick.url })
    await testChannel(red.owner, { id })
    expect(quick.posts[0]?.body).not.toContain(red.owner.userName)
    const left = { state: 'waiting', nextTryAt: new Date('2999-01-01T00:00:00Z') }
    await db().alertDelivery.updateMany({ where: { channelId: id }, data: left })
    await pruneDeliveries(new Date())
    expect(await statesOf(id)).toEqual(['waiting 1'])
    await pruneDeliveries(later(3600))
    expect(await statesOf(id)).toEqual(['given-up 1'])
  })
})
