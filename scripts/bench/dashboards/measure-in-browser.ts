import { type Browser, chromium } from '@playwright/test'
import { browserArguments, browserPath } from '@/e2e/chromium'
import { db } from '@/lib/db/db'
import { LOAD_TEAM, signInOf } from '../../load/load-world'
import { makeRunBeginner } from '../end-runs'
import { type FirstLoad, measureFirstLoad } from '../measure-first-load'
import { measurePixels } from '../measure-pixels'
import { startBenchWorker } from '../spawn-bench'
import type { Figure } from '../summarise'

interface Viewing {
  baseUrl: string
  cookies: readonly string[]
  say: (line: string) => void
}

const PAGES = [
  '',
  '/dashboards/cost',
  '/dashboards/quality',
  '/dashboards/reliability',
  '/dashboards/cache',
  '/alerts',
  '/budgets',
]

async function inBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await chromium.launch({
    executablePath: await browserPath(),
    args: [...browserArguments],
  })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/**
 * Of pages that a browser opens for the first time: the JavaScript of the heaviest, in thousands of bytes, the latest largest
 * paint, and how much moved on the worst. What the server does for a page only once in its life is not counted.
 */
export async function measureFirstLoads({
  baseUrl,
  cookies,
  say,
}: Viewing): Promise<Record<'firstLoadKb' | 'largestPaintMs' | 'layoutShift', Figure>> {
  const [cookie = ''] = cookies
  const paths = PAGES.map((page) => `/t/${LOAD_TEAM}${page}`)
  for (const path of paths)
    await fetch(`${baseUrl}${path}`, { headers: { cookie } }).then((page) => page.text())
  const loads = await inBrowser((browser) => measureFirstLoad(browser, { baseUrl, cookie, paths }))
  for (const { path, scriptBytes, paintMs, layoutShift, moved } of loads) {
    say(
      `${path.padEnd(34)} ${(scriptBytes / 1000).toFixed(1).padStart(6)} kB  painted ${Math.round(paintMs)} ms  shift ${layoutShift.toFixed(4)}`,
    )
    for (const element of moved) say(`  moved: ${element}`)
  }
  const unpainted = loads.find(({ paintMs }) => paintMs === 0)
  if (unpainted !== undefined) throw new Error(`no paint of ${unpainted.path} was seen`)
  const worst = (of: (load: FirstLoad) => number, unit: string) => ({
    value: Math.max(...loads.map(of)),
    unit,
    n: loads.length,
  })
  return {
    firstLoadKb: worst(({ scriptBytes }) => scriptBytes / 1000, 'kB'),
    largestPaintMs: worst(({ paintMs }) => paintMs, 'ms'),
    layoutShift: worst(({ layoutShift }) => layoutShift, ''),
  }
}

/**
 * From the commit that ends a run to the frame that shows it, with twenty dashboards open and a worker at work; slowest one in
 * twenty. Six of the twenty are pages in a browser on the same processors; fourteen listen and ask as a page does, and do not draw.
 */
export async function measureCommitToPixel({ baseUrl, cookies, say }: Viewing): Promise<Figure> {
  const [cookie = ''] = cookies
  const team = await db().team.findUniqueOrThrow({ where: { slug: LOAD_TEAM } })
  const person = await db().user.findUniqueOrThrow({ where: { email: signInOf(0) } })
  const begin = await makeRunBeginner({ teamId: team.id, userId: person.id })
  const worker = await startBenchWorker({})
  const { p50Ms, p95Ms, longestMs, n, shown, told } = await inBrowser((browser) =>
    measurePixels(browser, { baseUrl, cookie, teamSlug: LOAD_TEAM, begin }),
  ).finally(worker.stop)
  say(
    `commit to pixel: p50 ${p50Ms.toFixed(0)}, p95 ${p95Ms.toFixed(0)}, longest ${longestMs.toFixed(0)} ms; shown ${JSON.stringify(shown)}, told ${JSON.stringify(told)}`,
  )
  return { value: p95Ms, unit: 'ms', n }
}
