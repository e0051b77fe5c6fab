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
import { startKillableServer } from './killable-server'
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

/** Charts as they are when they are asked past a page. */
async function askCharts(
  charts: readonly string[],
  ask: (query: string) => Promise<string>,
): Promise<ChartData[]> {
  const body = await ask(charts.map((id) => `part=${id}`).join('&'))
  const lines = body
    .trim()
    .split('\n')
    .map((line) => z.object({ part: z.string(), body: ChartData }).parse(JSON.parse(line)))
  expect(lines.map(({ part }) => part).sort()).toEqual([...charts].sort())
  return lines.map((line) => line.body)
}

/** Opens a dashboard and waits until its stream is open, and what it asks for then is being answered. */
async function openLive(page: Page, url: string): Promise<void> {
  const isLive = page.waitForResponse((answer) => answer.url().includes('/parts?') && answer.ok())
  await page.goto(url)
  await isLive
  await expect(page.locator('#main svg.recharts-surface').first()).toBeVisible()
}

interface Seen {
  /** by the chart's title: each answer that it showed, and when (epoch milliseconds) */
  shown: Record<string, { atMs: number; text: string }[]>
  /** titles of charts whose drawing was taken away, or that grew busy */
  flashes: string[]
}

/** Watches all charts of an open dashboard from now on. */
async function watchCharts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen = { shown: {}, flashes: [] }
    Reflect.set(window, 'seen', seen)
    for (const heading of document.querySelectorAll('#main section > header h2')) {
      const panel = heading.closest('section')
      if (panel === null) continue
      const title = heading.textContent ?? ''
      const answer = () => panel.querySelector('h2 + *')?.textContent ?? ''
      const isDrawn = () => panel.querySelector('svg.recharts-surface') !== null
      const wasDrawn = isDrawn()
      const shown = [{ atMs: Date.now(), text: answer() }]
      seen.shown[title] = shown
      new MutationObserver(() => {
        const text = answer()
        if (shown.at(-1)?.text !== text) shown.push({ atMs: Date.now(), text })
        if ((wasDrawn && !isDrawn()) || panel.ariaBusy === 'true') seen.flashes.push(title)
      }).observe(panel, { subtree: true, childList: true, characterData: true, attributes: true })
    }
  })
}

const seenOn = (page: Page) => page.evaluate(() => Reflect.get(window, 'seen') as Seen)

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
  // Charts come one by one, and what is still of the range before is paler.
  await expect(page.locator('#main section[aria-busy=true]')).toHaveCount(0)
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
  const open: { page: Page; charts: readonly string[] }[] = []
  for (const [dashboard, { charts }] of Object.entries(DASHBOARDS)) {
    const tab = open.length === 0 ? page : await context.newPage()
    await openLive(tab, `/t/${team}/dashboards/${dashboard}`)
    open.push({ page: tab, charts })
  }
  const verified = 'How much of what we get is verified?'
  const verifiedOn = open.find(({ charts }) => charts.includes('verified-share'))?.page ?? page
  await expect(chartOf(verifiedOn, verified).getByText(/n = 1 /)).toBeVisible()
  for (const { page: tab } of open) await watchCharts(tab)

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
  for (const { page: tab, charts } of open) {
    const unlike = async () => {
      const told = await askCharts(charts, async (query) =>
        (await page.request.get(`/api/t/${team}/parts?range=30d&${query}`)).text(),
      )
      const { shown } = await seenOn(tab)
      return told.filter(({ title, answer }) => shown[title]?.at(-1)?.text !== answer)
    }
    await expect.poll(unlike, 'charts that say something else than the server').toEqual([])
    const { shown, flashes } = await seenOn(tab)
    expect(flashes, 'charts that were taken away').toEqual([])
    const late = Object.entries(shown).filter(
      ([, answers]) => (answers.at(-1)?.atMs ?? 0) - endedAt >= LIVE_MS,
    )
    expect(late, `charts that changed ${LIVE_MS} ms after the end of the run`).toEqual([])
  }
  // It counts runs that have ended: none before the end, and the second one after it.
  const { shown } = await seenOn(verifiedOn)
  const grown = shown[verified]?.find(({ text }) => text.includes('n = 2 '))
  expect((grown?.atMs ?? 0) - endedAt).toBeGreaterThanOrEqual(0)
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
    const told = async () => {
      const charts = await askCharts(DASHBOARDS.quality.charts, async (query) => {
        const answer = await context.request.get(`${baseUrl}/api/t/${amber.slug}/parts?range=90d&${query}`)
        expect(answer.headers()['content-encoding']).toBe('gzip')
        return answer.text()
      })
      return charts.map(({ answer }) => answer).sort()
    }
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

test.describe('of a server that dies', () => {
  // A link that was being read ahead when it died fails, too.
  test.use({
    allowedErrors: [/net::ERR_(CONNECTION|EMPTY|SOCKET|INCOMPLETE)|^Failed to fetch RSC payload/],
  })

  test('a run that ends meanwhile is on the chart when the server is back, without a reload', async ({
    page,
    context,
    world,
  }) => {
    const [first, second] = [uniqueName('beforedeath'), uniqueName('afterdeath')]
    const team = await prepare(page, first)
    await startLaunch(page, team, first)
    await waitForLaunch(page, 1)

    const server = await startKillableServer(world)
    try {
      await openLive(page, `${server.url}/t/${team}/dashboards/quality`)
      const verified = chartOf(page, 'How much of what we get is verified?')
      await expect(verified.getByText(/n = 1 /)).toBeVisible()
      await expect(verified.locator('svg.recharts-surface').first()).toBeVisible()
      await page.evaluate(() => Reflect.set(window, 'stayed', true))

      await server.kill()
      const offline = page.getByText(/^Offline\. What you see is from \d\d:\d\d; reconnecting…/)
      await expect(offline).toBeVisible()
      // The worker and the other server go on.
      const other = await context.newPage()
      await pasteProject(other, team, second)
      await startLaunch(other, team, second)
      await waitForLaunch(other, 1)
      await other.close()
      await expect(offline).toBeVisible()
      await expect(verified.getByText(/n = 1 /)).toBeVisible()

      await server.start()
      await expect(verified.getByText(/n = 2 /)).toBeVisible()
      await expect(offline).toBeHidden()
      expect(await page.evaluate(() => Reflect.get(window, 'stayed')), 'it was never reloaded').toBe(true)
    } finally {
      await server.kill()
    }
  })
})
