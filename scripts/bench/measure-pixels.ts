import type { Browser, BrowserContext, Page } from '@playwright/test'
import { DASHBOARDS, type DashboardName } from '@/app/t/[team]/dashboards/dashboard-pages'
import { ChartData, type ChartId } from '@/lib/domain/chart'
import type { BeginRun } from './end-runs'
import { openViewer } from './live-viewer'
import { partsOf, partsPath, readParts } from './parts'
import { percentile } from './percentile'

export interface PixelPlan {
  baseUrl: string
  /** `name=value` of a session */
  cookie: string
  teamSlug: string
  begin: BeginRun
  /** runs that end meanwhile */
  ends?: number
  /** dashboards that are open, those in a browser included; the others ask as a page does, without drawing */
  open?: number
  inBrowser?: number
  /** between two ends, on average */
  pauseMs?: number
}

export interface PixelResult {
  p50Ms: number
  p95Ms: number
  longestMs: number
  /** ends of runs × pages that count them */
  n: number
  /** shown at last, and what the server says then */
  shown: Record<string, number>
  told: Record<string, number>
}

/** On each dashboard that counts ends of runs, the chart whose n grows by one with each. */
const COUNTS_ENDS = {
  cost: 'cost-per-verified',
  quality: 'verified-share',
  reliability: 'fallbacks',
} as const satisfies Partial<Record<DashboardName, ChartId>>
const NAMES = Object.keys(COUNTS_ENDS) as (keyof typeof COUNTS_ENDS)[]
/** Twenty pages that draw are more than two processors draw in time; people have one of their own for each. */
const DEFAULTS = { open: 20, inBrowser: 6, ends: 100, pauseMs: 400 }
/** Within this time every page must have caught up. */
const PATIENCE_MS = 15_000

interface Shown {
  atMs: number
  n: number
}

/**
 * From just before the commit that ends a run to the frame in which a page shows it, with dashboards open. A page that
 * shows several ends at once shows each of them.
 */
export async function measurePixels(browser: Browser, given: PixelPlan): Promise<PixelResult> {
  const plan = { ...DEFAULTS, ...given }
  const pages = await Promise.all(
    Array.from({ length: plan.inBrowser }, (_, index) => openDashboard(browser, plan, nameAt(index))),
  )
  const viewers = await Promise.all(
    Array.from({ length: plan.open - plan.inBrowser }, (_, index) =>
      openViewer(plan.baseUrl, {
        cookie: plan.cookie,
        events: `/api/t/${plan.teamSlug}/events`,
        path: pathOf(plan.teamSlug, anyNameAt(index)),
      }),
    ),
  )
  try {
    const commits: number[] = []
    for (let index = 0; index < plan.ends; index += 1) {
      const end = await plan.begin()
      commits.push(Date.now())
      await end()
      // Never in step with anything that happens at fixed times.
      await new Promise((resolve) => setTimeout(resolve, plan.pauseMs * (0.5 + Math.random())))
    }
    await Promise.all(pages.map((page) => waitUntilShown(page, page.before + commits.length)))
    const latencies = (
      await Promise.all(
        pages.map(async ({ page, before }) => latenciesOf(await shownBy(page), before, commits)),
      )
    ).flat()
    latencies.sort((one, other) => one - other)
    const shown = await Promise.all(
      pages.map(async ({ page, name }) => [name, (await shownBy(page)).at(-1)?.n ?? 0]),
    )
    const told = await Promise.all(
      NAMES.map(async (name) => [name, (await ask(plan, COUNTS_ENDS[name])).total.n]),
    )
    return {
      p50Ms: percentile(latencies, 0.5),
      p95Ms: percentile(latencies, 0.95),
      longestMs: latencies.at(-1) ?? Number.NaN,
      n: latencies.length,
      shown: Object.fromEntries(shown),
      told: Object.fromEntries(told),
    }
  } finally {
    for (const viewer of viewers) viewer.close()
    await Promise.all(pages.map(({ context }) => context.close()))
  }
}

const nameAt = (index: number) => NAMES[index % NAMES.length] ?? 'quality'
const anyNameAt = (index: number) => {
  const all = Object.keys(DASHBOARDS) as DashboardName[]
  return all[index % all.length] ?? 'quality'
}

const pathOf = (team: string, name: DashboardName) => partsPath(team, partsOf(name), { range: '30d' })

/** A chart as the server answers it now. */
async function ask({ baseUrl, cookie, teamSlug }: PixelPlan, id: ChartId): Promise<ChartData> {
  const answer = await fetch(`${baseUrl}${partsPath(teamSlug, [id], { range: '30d' })}`, {
    headers: { cookie },
  })
  if (!answer.ok) throw new Error(`${id} answered ${answer.status}`)
  return ChartData.parse(readParts(await answer.text()).get(id))
}

interface OpenDashboard {
  name: keyof typeof COUNTS_ENDS
  context: BrowserContext
  page: Page
  /** what it showed at the beginning */
  before: number
}

async function openDashboard(
  browser: Browser,
  plan: PixelPlan,
  name: keyof typeof COUNTS_ENDS,
): Promise<OpenDashboard> {
  const { baseUrl, cookie, teamSlug } = plan
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } })
  const [key = '', ...value] = cookie.split('=')
  await context.addCookies([{ name: key, value: value.join('='), url: baseUrl }])
  const page = await context.newPage()
  // What tsx puts around functions is not there in a page.
  await page.addInitScript({ content: 'globalThis.__name = (is) => is' })
  const isLive = page.waitForResponse((answer) => answer.url().endsWith('/events') && answer.status() === 200)
  await page.goto(`${baseUrl}/t/${teamSlug}/dashboards/${name}`)
  await isLive
  const { title } = await ask(plan, COUNTS_ENDS[name])
  const panel = page
    .locator('#main section')
    .filter({ has: page.getByRole('heading', { name: title, level: 2 }) })
  await panel.getByText(/n = \d/).waitFor()
  const before = await panel.evaluate(watchFigure)
  if (Number.isNaN(before)) throw new Error(`“${title}” shows no n`)
  return { name, context, page, before }
}

/** In the page: notes each n that the panel's answer shows, once it is painted; gives the present one. */
function watchFigure(panel: Element): number {
  const read = () => Number(/n = ([\d,]+)/.exec(panel.textContent ?? '')?.[1]?.replaceAll(',', ''))
  const shown: Shown[] = []
  Reflect.set(window, 'shown', shown)
  let last = read()
  new MutationObserver(() => {
    const n = read()
    if (n === last) return
    last = n
    requestAnimationFrame(() => setTimeout(() => shown.push({ atMs: Date.now(), n })))
  }).observe(panel, { subtree: true, childList: true, characterData: true })
  return last
}

const shownBy = (page: Page) => page.evaluate(() => Reflect.get(window, 'shown') as Shown[])

async function waitUntilShown({ page, name }: OpenDashboard, n: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (((await shownBy(page)).at(-1)?.n ?? 0) < n) {
    if (Date.now() > until) throw new Error(`${name} never showed n = ${n}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function latenciesOf(shown: readonly Shown[], before: number, commits: readonly number[]): number[] {
  return commits.map((atMs, index) => {
    const first = shown.find(({ n }) => n >= before + index + 1)
    return first === undefined ? Number.POSITIVE_INFINITY : first.atMs - atMs
  })
}
