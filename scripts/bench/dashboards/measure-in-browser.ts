import { type Browser, chromium } from '@playwright/test'
import { browserArguments, browserPath } from '@/e2e/chromium'
import { db } from '@/lib/db/db'
import { LOAD_TEAM, signInOf } from '../../load/load-world'
import { makeRunBeginner } from '../end-runs'
import { measureFirstLoad } from '../measure-first-load'
import { measurePixels } from '../measure-pixels'
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

/** The JavaScript of the heaviest page, in thousands of bytes; the others, their paints and shifts are told beside it. */
export async function measureFirstLoadKb({ baseUrl, cookies, say }: Viewing): Promise<Figure> {
  const [cookie = ''] = cookies
  const paths = PAGES.map((page) => `/t/${LOAD_TEAM}${page}`)
  const loads = await inBrowser((browser) => measureFirstLoad(browser, { baseUrl, cookie, paths }))
  for (const { path, scriptBytes, paintMs, layoutShift } of loads)
    say(
      `${path.padEnd(34)} ${(scriptBytes / 1000).toFixed(1).padStart(6)} kB  painted ${Math.round(paintMs)} ms  shift ${layoutShift.toFixed(4)}`,
    )
  const heaviest = Math.max(...loads.map(({ scriptBytes }) => scriptBytes))
  return { value: heaviest / 1000, unit: 'kB', n: loads.length }
}

/** From the commit that ends a run to the frame that shows it, with twenty dashboards open; slowest one in twenty. */
export async function measureCommitToPixel({ baseUrl, cookies, say }: Viewing): Promise<Figure> {
  const [cookie = ''] = cookies
  const team = await db().team.findUniqueOrThrow({ where: { slug: LOAD_TEAM } })
  const person = await db().user.findUniqueOrThrow({ where: { email: signInOf(0) } })
  const begin = await makeRunBeginner({ teamId: team.id, userId: person.id })
  const { p50Ms, p95Ms, longestMs, n, shown, told } = await inBrowser((browser) =>
    measurePixels(browser, { baseUrl, cookie, teamSlug: LOAD_TEAM, begin }),
  )
  say(
    `commit to pixel: p50 ${p50Ms.toFixed(0)}, p95 ${p95Ms.toFixed(0)}, longest ${longestMs.toFixed(0)} ms; shown ${JSON.stringify(shown)}, told ${JSON.stringify(told)}`,
  )
  return { value: p95Ms, unit: 'ms', n }
}
