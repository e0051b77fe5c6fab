import { startDroppableProxy } from './droppable-proxy'
import { expect, expectAccessible, test } from './fixtures'
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
  const banner = page.getByText(/Offline\. What you see is from \d\d:\d\d; reconnecting…/)
  await expect(banner).toBeVisible()
  await expectAccessible(page)
  // Nothing is sent, and nothing leaves for the browser's own error page.
  await main.getByRole('button', { name: /^Reject/ }).click()
  await expect(page.getByText('You are offline, so this was not sent.', { exact: false })).toBeVisible()
  await page.getByRole('link', { name: 'Projects', exact: true }).click()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByText('this page cannot be loaded now', { exact: false })).toBeVisible()
  expect(page.url()).toContain(amber.runs.template)
  expect((await review('accepted')).outcome?.ok).toBe(true)
  await expect(main.getByText('rejected', { exact: true })).toBeVisible()

  proxy.restore()
  await expect(main.getByText('accepted', { exact: true })).toBeVisible()
  await expect(banner).toBeHidden()
  // And it is live again.
  expect((await review('rejected')).outcome?.ok).toBe(true)
  await expect(main.getByText('rejected', { exact: true })).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'stayed')), 'it was never reloaded').toBe(true)
  await proxy.close()
})

test('without the stream of events alone the page says so and asks by itself', async ({
  page,
  context,
  world,
}) => {
  const { baseUrl, amber } = world
  const [name = '', value = ''] = (await cookieOf(world, amber.people.member)).split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  // The stream alone: whether the server is there, the page asks at the same address by HEAD.
  await page.route('**/events', (route) =>
    route.request().method() === 'HEAD' ? route.continue() : route.abort('connectionreset'),
  )
  await page.goto(`/t/${amber.slug}/runs/${amber.runs.model}`)
  await expect(page.getByText('Live updates are interrupted.', { exact: false })).toBeVisible()
  const colleague = await cookieOf(world, amber.people.owner)
  const review = await callOwnAction(baseUrl, {
    caller: colleague,
    team: amber,
    action: 'reviewRunAction',
    input: { runId: amber.runs.model, verdict: 'rejected' },
  })
  expect(review.outcome?.ok).toBe(true)
  await expect(page.getByRole('main').getByText('rejected', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Projects', exact: true }).click()
  await page.waitForURL(`/t/${amber.slug}/projects`)
  await page.unroute('**/events')
  await expect(page.getByText('Live updates are interrupted.', { exact: false })).toBeHidden()
})
