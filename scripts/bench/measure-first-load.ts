import type { Browser, CDPSession, Page } from '@playwright/test'

/** What one page costs who opens it for the first time. */
export interface FirstLoad {
  path: string
  /** all JavaScript until nothing is under way any more, compressed as it came over the wire */
  scriptBytes: number
  /** largest contentful paint since the navigation began */
  paintMs: number
  /** cumulative layout shift: 0 when nothing ever moved */
  layoutShift: number
  /** what moved, as HTML cut short */
  moved: string[]
  scripts: { name: string; bytes: number }[]
}

export interface FirstLoadPlan {
  baseUrl: string
  /** `name=value` of a session */
  cookie: string
  /** pages of which each is opened with an empty cache, as `/t/team/dashboards/cost` */
  paths: readonly string[]
  viewport?: { width: number; height: number }
}

/** Nothing was asked for during this time: the first load has ended. */
const QUIET_MS = 1_500
const LONGEST_MS = 30_000

/** Opens each page in a browser that has never seen it. */
export async function measureFirstLoad(browser: Browser, plan: FirstLoadPlan): Promise<FirstLoad[]> {
  const loads: FirstLoad[] = []
  for (const path of plan.paths) loads.push(await openFirst(browser, plan, path))
  return loads
}

async function openFirst(browser: Browser, plan: FirstLoadPlan, path: string): Promise<FirstLoad> {
  const [name = '', ...value] = plan.cookie.split('=')
  const context = await browser.newContext({ viewport: plan.viewport ?? { width: 1360, height: 860 } })
  try {
    await context.addCookies([{ name, value: value.join('='), url: plan.baseUrl }])
    const page = await context.newPage()
    await page.addInitScript(watchPaints)
    const session = await context.newCDPSession(page)
    const { scripts, quiet } = await countScripts(session)
    const answer = await page.goto(`${plan.baseUrl}${path}`, { waitUntil: 'load' })
    if (answer?.ok() !== true) throw new Error(`${path} answered ${answer?.status()}`)
    await quiet()
    return { path, ...(await readPaints(page)), scriptBytes: sum(scripts), scripts }
  } finally {
    await context.close()
  }
}

const sum = (scripts: readonly { bytes: number }[]) => scripts.reduce((total, { bytes }) => total + bytes, 0)

/** What the browser itself received; resolves `quiet` when nothing is under way and nothing new comes. */
async function countScripts(session: CDPSession) {
  const scripts: { name: string; bytes: number }[] = []
  const open = new Map<string, { name: string; headerBytes: number }>()
  let lastMs = Date.now()
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const { url, encodedDataLength } = response
    if (type === 'Script')
      open.set(requestId, { name: url.split('/').pop() ?? '', headerBytes: encodedDataLength })
    lastMs = Date.now()
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = open.get(requestId)
    if (script !== undefined)
      scripts.push({ name: script.name, bytes: encodedDataLength - script.headerBytes })
    lastMs = Date.now()
  })
  await session.send('Network.enable')
  const quiet = async () => {
    const until = Date.now() + LONGEST_MS
    while (Date.now() - lastMs < QUIET_MS) {
      if (Date.now() > until) throw new Error(`the page was not quiet after ${LONGEST_MS} ms`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    scripts.sort((one, other) => other.bytes - one.bytes)
  }
  return { scripts, quiet }
}

/** In the page, before anything of it: notes the largest paint and each shift nobody asked for. */
function watchPaints(): void {
  const paints = { paintMs: 0, layoutShift: 0, moved: [] as string[] }
  Reflect.set(window, 'paints', paints)
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) paints.paintMs = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
      sources: { node: Element | null }[]
    })[]) {
      if (entry.hadRecentInput) continue
      paints.layoutShift += entry.value
      for (const { node } of entry.sources) paints.moved.push((node?.outerHTML ?? '').slice(0, 160))
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

async function readPaints(page: Page): Promise<Pick<FirstLoad, 'paintMs' | 'layoutShift' | 'moved'>> {
  return page.evaluate(
    () => Reflect.get(window, 'paints') as { paintMs: number; layoutShift: number; moved: string[] },
  )
}
