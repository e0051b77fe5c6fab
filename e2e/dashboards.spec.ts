import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { DASHBOARDS } from '../app/t/[team]/dashboards/dashboard-pages'
import { ChartData } from '../lib/domain/chart'
import { RunList } from '../lib/domain/run-list'
import { startDroppableProxy } from './droppable-proxy'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { callOwnAction } from './isolation/call-own-action'
import { connectStandIn, pasteProject, startLaunch, uniqueName, waitForLaunch } from './journey-steps'
import { cookieOf } from './sessions'
import { scriptStandIn } from './stand-in-control'

/** What a finished run may take to every open chart. */
const LIVE_MS = 2_000

async function prepare(page: Page, name: string): Promise<string> {
  const person = newPerson('Lea')
  await signUp(page, person)
  const code = `def test_tax_is_added():\n    assert add_tax_${name}(1_999, 19) == 2_378\n`
  const tests = [{ name: 'test_tax_is_added', purpose: 'rounds down', code }]
  const json = { imports: [`from ${name} import add_tax_${name}`], helpers: '', tests }
  await scriptStandIn({ rules: [{ match: { contains: name }, reply: { json } }] })
  await connectStandIn(page, person.team)
  await pasteProject(page, person.team, name)
  return person.team
}

const chartOf = (page: Page, title: string): Locator =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, level: 2 }) })

/** What charts answer when they are asked past a page. */
async function answersOf(
  charts: readonly string[],
  ask: (query: string) => Promise<string>,
): Promise<string[]> {
  const body = await ask(charts.map((id) => `part=${id}`).join('&'))
  const lines = body
    .trim()
    .split('\n')
    .map((line) => z.object({ part: z.string(), body: ChartData }).parse(JSON.parse(line)))
  return charts.map((id) => lines.find(({ part }) => part === id)?.body.answer ?? '')
}

async function saved(
  page: Page,
  chart: Locator,
  what: string,
): Promise<{ download: Download; bytes: Buffer }> {
  await chart.getByRole('button', { name: /^More for/ }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: what }).click(),
  ])
  return { download, bytes: await readFile(await download.path()) }
}

test('a lead reads what was spent, splits it, zooms into it, takes it along and opens the runs behind a point', async ({
  page,
}) => {
  const name = uniqueName('charted')
  const team = await prepare(page, name)
  await startLaunch(page, team, name)
  await waitForLaunch(page, 1)

  await page.getByRole('link', { name: 'Dashboards', exact: true }).click()
  await page.waitForURL(`/t/${team}/dashboards/cost`)
  const cost = chartOf(page, 'What do we spend?')
  const answer = cost.getByText(/^\$0\.\d+ spent in 30 days.*, n = \d+ calls?$/)
  await expect(answer).toBeVisible()

  await cost.getByRole('button', { name: /split by/ }).click()
  await page.getByRole('menuitemradio', { name: 'Tier' }).click()
  await page.waitForURL(/[?&]by=cost(:|%3A)tier/)
  await expect(cost.getByRole('list', { name: /^Series of/ }).getByRole('button')).toHaveText([
    /^(Cheap|Capable|Premium)$/,
  ])

  const points = cost.getByRole('slider')
  await points.focus()
  await page.keyboard.press('End')
  await expect(points).toHaveAttribute(
    'aria-valuetext',
    /^\w{3} \d+ \w{3} \d{4}: \w+, \$0\.\d+, n = \d+ calls?$/,
  )
  await page.keyboard.press('ArrowLeft')
  await expect(points).toHaveAttribute('aria-valuetext', /: no data$/)
  await page.keyboard.press('End')

  const csv = await saved(page, cost, 'Save as CSV')
  expect(csv.download.suggestedFilename()).toBe(`${team}-cost.csv`)
  const lines = csv.bytes.toString('utf8').trim().split('\r\n')
  expect(lines[0]).toMatch(/^from,until,(\w+) \(USD\),"\1, n \(calls\)"$/)
  expect(lines).toHaveLength(31)
  expect(lines.at(-1)).toMatch(/,0\.\d+,\d+$/)
  const picture = await saved(page, cost, 'Save as PNG')
  expect([...picture.bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])

  await cost.getByRole('button', { name: /as a table/ }).click()
  const rows = cost.getByRole('row')
  await expect(rows).toHaveCount(31)
  await expect(rows.nth(1)).toContainText(/\$0\.\d+ ?n \d/)
  await expect(rows.nth(2)).toContainText('no data')
  await cost.getByRole('button', { name: /as a table/ }).click()

  await page.keyboard.press('c')
  await page.waitForURL(/compare=true/)
  await cost.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Full screen' }).click()
  const full = page.getByRole('dialog', { name: 'What do we spend?' })
  await expect(full.getByRole('slider')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(full).toBeHidden()
  await expect(cost.getByRole('button', { name: /^More for/ })).toBeFocused()

  // Dragging over the last fifth of the plot shows those days alone.
  const box = await points.boundingBox()
  if (box === null) throw new Error('the plot is not drawn')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.82, middle)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, middle)
  await page.mouse.move(box.x + box.width * 0.99, middle)
  await page.mouse.up()
  await page.waitForURL(/range=custom/)
  await expect(page.getByRole('button', { name: /^Custom range, now/ })).toBeVisible()
  await expect(points).toHaveAttribute('aria-valuemax', '5')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Views', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Save this view' }).click()
  await page.getByLabel('Name').fill('These days')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save view' }).click()
  const view = page.getByRole('button', { name: 'These days', exact: true })
  await view.click()
  await page.getByRole('menuitem', { name: /^Remove/ }).click()
  await expect(view).toBeHidden()

  await points.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/runs\?/)
  await expect(page.getByRole('main').getByText(`${name}.py`).first()).toBeVisible()
  const query = new URL(page.url()).search
  const list = RunList.parse(await (await page.request.get(`/api/t/${team}/runs${query}`)).json())
  expect(list.rows.map(({ targetPath }) => targetPath)).toEqual([`${name}.py`])
})

test('a finished run is on every open chart within two seconds, without a reload and without a flash', async ({
  page,
  context,
}) => {
  const name = uniqueName('livechart')
  const team = await prepare(page, name)
  await startLaunch(page, team, name)
  await waitForLaunch(page, 1)
  await page.goto(`/t/${team}/dashboards/cost`)
  const cost = chartOf(page, 'What do we spend?')
  await expect(cost.getByText(/n = \d+ calls?$/)).toBeVisible()
  await expect(cost.locator('svg .recharts-bar-rectangle').first()).toBeAttached()
  // Notes when the answer changes, and whether the drawing was ever taken away or the page grew busy.
  await cost.evaluate((panel) => {
    const answer = () => panel.querySelector('header')?.textContent
    const before = answer()
    const seen = { changedAt: 0, flashes: 0 }
    Reflect.set(window, 'seen', seen)
    new MutationObserver(() => {
      if (seen.changedAt === 0 && answer() !== before) seen.changedAt = Date.now()
      if (panel.querySelector('svg .recharts-bar-rectangle') === null || panel.ariaBusy === 'true')
        seen.flashes += 1
    }).observe(panel, { subtree: true, childList: true, characterData: true, attributes: true })
  })

  const other = await context.newPage()
  const second = uniqueName('livesecond')
  const code = `def test_tax_is_added():\n    assert add_tax_${second}(1_999, 19) == 2_378\n`
  const tests = [{ name: 'test_tax_is_added', purpose: 'rounds down', code }]
  const json = { imports: [`from ${second} import add_tax_${second}`], helpers: '', tests }
  await scriptStandIn({ rules: [{ match: { contains: second }, reply: { json } }] })
  await pasteProject(other, team, second)
  await startLaunch(other, team, second)
  await waitForLaunch(other, 1)
  await other.close()

  const list = RunList.parse(await (await page.request.get(`/api/t/${team}/runs`)).json())
  const endedAt = Date.parse(list.rows[0]?.endedAt ?? '')
  const seen = () =>
    page.evaluate(() => Reflect.get(window, 'seen') as { changedAt: number; flashes: number })
  await expect.poll(async () => (await seen()).changedAt).toBeGreaterThan(0)
  const { changedAt, flashes } = await seen()
  expect(flashes, 'it was never taken away').toBe(0)
  expect(changedAt - endedAt, 'milliseconds from the end of the run to the changed chart').toBeLessThan(
    LIVE_MS,
  )
})

test.describe('behind a connection that breaks', () => {
  // The browser reports the connections that are cut.
  test.use({ allowedErrors: [/net::ERR_(CONNECTION|EMPTY|SOCKET|INCOMPLETE)/] })

  test('every chart says again what the server says, and is live again', async ({ page, context, world }) => {
    const { baseUrl, amber } = world
    const [name = '', value = ''] = (await cookieOf(world, amber.people.member)).split('=')
    await context.addCookies([{ name, value, url: baseUrl }])
    const colleague = await cookieOf(world, amber.people.owner)
    const review = (verdict: 'accepted' | 'rejected') =>
      callOwnAction(baseUrl, {
        caller: colleague,
        team: amber,
        action: 'reviewRunAction',
        input: { runId: amber.runs.template, verdict },
      })
    /** What each chart of the page answers when it is asked past the broken connection. */
    const told = () =>
      answersOf(DASHBOARDS.quality.charts, async (query) => {
        const answer = await context.request.get(`${baseUrl}/api/t/${amber.slug}/parts?range=90d&${query}`)
        return answer.text()
      })
    const main = page.getByRole('main')
    const shown = async () => {
      const text = await main.innerText()
      return (await told()).filter((answer) => !text.includes(answer))
    }

    const proxy = await startDroppableProxy(baseUrl)
    expect((await review('rejected')).outcome?.ok).toBe(true)
    await page.goto(`${proxy.url}/t/${amber.slug}/dashboards/quality?range=90d`)
    await expect.poll(shown, 'charts that say something else').toEqual([])
    const before = await told()

    proxy.drop()
    await expect(page.getByText(/^Offline\./)).toBeVisible()
    expect((await review('accepted')).outcome?.ok).toBe(true)
    const after = await told()
    expect(after, 'something happened meanwhile').not.toEqual(before)
    expect(await shown(), 'nothing of it can be known yet').not.toEqual([])

    proxy.restore()
    await expect.poll(shown, 'charts that say something else').toEqual([])
    expect((await review('rejected')).outcome?.ok).toBe(true)
    await expect.poll(shown, 'charts that say something else').toEqual([])
    expect(await told()).toEqual(before)
    await proxy.close()
  })
})
