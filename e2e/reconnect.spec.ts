import { startDroppableProxy } from './droppable-proxy'
import { expect, test } from './fixtures'
import { callOwnAction } from './isolation/call-own-action'
import { cookieOf } from './sessions'

// The browser reports the connections that are cut; nothing else may go wrong.
test.use({ allowedErrors: [/net::ERR_(CONNECTION|EMPTY|SOCKET|INCOMPLETE)/] })

test('a live page outlives a lost connection and catches up on what it missed', async ({
  page,
  context,
  world,
}) => {
  const { baseUrl, amber } = world
  const cookie = await cookieOf(world, amber.people.member)
  const colleague = await cookieOf(world, amber.people.owner)
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  const proxy = await startDroppableProxy(baseUrl)
  await page.goto(`${proxy.url}/t/${amber.slug}/runs/${amber.runs.template}`)
  const main = page.getByRole('main')
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()
  await page.evaluate(() => Reflect.set(window, 'stayed', true))
  const review = (verdict: 'accepted' | 'rejected') =>
    callOwnAction(baseUrl, {
      caller: colleague,
      team: amber,
      action: 'reviewRunAction',
      input: { runId: amber.runs.template, verdict },
    })

  // While the connection holds, a colleague's word arrives by itself.
  expect((await review('rejected')).outcome?.ok).toBe(true)
  await expect(main.getByText('rejected', { exact: true })).toBeVisible()

  proxy.drop()
  await expect(page.getByText('Connection lost. Reconnecting…')).toBeVisible()
  expect((await review('accepted')).outcome?.ok).toBe(true)
  await expect(main.getByText('rejected', { exact: true })).toBeVisible()

  proxy.restore()
  await expect(main.getByText('accepted', { exact: true })).toBeVisible()
  await expect(page.getByText('Connection lost. Reconnecting…')).toBeHidden()
  // And it is live again.
  expect((await review('rejected')).outcome?.ok).toBe(true)
  await expect(main.getByText('rejected', { exact: true })).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'stayed')), 'it was never reloaded').toBe(true)
  await proxy.close()
})
