import type { BrowserContext, Page } from '@playwright/test'
import { coveredFocus } from './covered-focus'
import { expect, expectAccessible, test } from './fixtures'
import { listPlaces } from './isolation/surface'
import type { TeamWorld, World } from './seed/world'
import { cookieOf } from './sessions'
import { smallTargets } from './small-targets'

const WIDTHS = [1360, 390]
const SCHEMES = ['light', 'dark'] as const

type UrlOf = (team: TeamWorld) => string

const run =
  (state: keyof TeamWorld['runs'], query = ''): UrlOf =>
  ({ slug, runs }) =>
    `/t/${slug}/runs/${runs[state]}${query}`
const ofTeam =
  (path: string): UrlOf =>
  ({ slug }) =>
    `/t/${slug}${path}`

/** Pages of someone who is signed in, by what there is to see on them. */
const PAGES: Record<string, UrlOf> = {
  overview: ofTeam(''),
  projects: ofTeam('/projects'),
  'a project': ({ slug, sample }) => `/t/${slug}/projects/${sample.slug}`,
  'a module': ({ slug, sample }) => `/t/${slug}/projects/${sample.slug}?path=ledger/money.py`,
  'a new project': ofTeam('/projects/new'),
  'a new project, pasted': ofTeam('/projects/new?from=paste'),
  'the launch form': ({ slug, sample }) => `/t/${slug}/launch?project=${sample.slug}`,
  'a launch': ({ slug, launchId }) => `/t/${slug}/launches/${launchId}`,
  runs: ofTeam('/runs'),
  'runs, filtered': ofTeam('/runs?verdict=verified&source=model'),
  'no runs': ofTeam('/runs?q=nothing-is-called-like-this'),
  'a run by a model': run('model'),
  'evidence of a run': run('model', '?tab=evidence'),
  'source of a run': run('model', '?tab=source'),
  'prompts of a run': run('model', '?tab=prompts'),
  'feedback of a run': run('model', '?tab=feedback'),
  'receipt of a run': run('model', '?tab=receipt'),
  'a run by the template': run('template'),
  'an unverified run': run('unverified'),
  'a rejected run': run('rejected'),
  'a failed run': run('failed'),
  'a cancelled run': run('cancelled'),
  'a code review': run('review'),
  'evidence of a code review': run('review', '?tab=evidence'),
  findings: ofTeam('/findings'),
  'a finding': ({ slug, findingId }) => `/t/${slug}/findings?view=all&finding=${findingId}`,
  'no findings': ofTeam('/findings?q=nothing-says-this'),
  'suppressed findings': ofTeam('/findings?view=suppressed'),
  'rules of findings': ofTeam('/findings/rules'),
  'a rule': ofTeam('/findings/rules/mutable-default'),
  'what verdicts taught': ofTeam('/findings/learning'),
  'the cost dashboard': ofTeam('/dashboards/cost?compare=true'),
  'the quality dashboard': ofTeam('/dashboards/quality?range=24h'),
  'the reliability dashboard': ofTeam('/dashboards/reliability?tier=cheap'),
  'the cache dashboard': ofTeam('/dashboards/cache'),
  alerts: ofTeam('/alerts'),
  'an alert': ({ slug, alertId }) => `/t/${slug}/alerts/${alertId}`,
  'alert rules': ofTeam('/alerts/rules'),
  'an alert rule': ({ slug, alertRuleId }) => `/t/${slug}/alerts/rules/${alertRuleId}`,
  'a new alert rule': ofTeam('/alerts/rules/new'),
  'alert channels': ofTeam('/alerts/channels'),
  'deliveries of alerts': ofTeam('/alerts/deliveries'),
  budgets: ofTeam('/budgets'),
  'general settings': ofTeam('/settings/general'),
  members: ofTeam('/settings/members'),
  provider: ofTeam('/settings/provider'),
  routing: ofTeam('/settings/routing'),
  prices: ofTeam('/settings/prices'),
  cache: ofTeam('/settings/cache'),
  runtime: ofTeam('/settings/runtime'),
  'own sessions': ofTeam('/settings/sessions'),
  'what data is kept': ofTeam('/settings/data'),
  'the audit log': ofTeam('/settings/audit'),
  'an audit log without such acts': ofTeam('/settings/audit?from=2020-01-01&until=2020-01-02'),
  'a new team': () => '/new-team',
}

const PUBLIC_PAGES: Record<string, UrlOf> = {
  'sign-in': () => '/sign-in',
  'sign-up': () => '/sign-up',
  'an invitation': ({ invitation }) => `/invite/${invitation.token}`,
  'an invitation that is none': () => '/invite/no-such-invitation-link',
}

/** How far the page can be scrolled sideways, and what sticks out. */
function sidewaysScroll(page: Page): Promise<{ px: number; by: string[] }> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const px = document.documentElement.scrollWidth - width
    const wide = px <= 0 ? [] : [...document.body.querySelectorAll('*')]
    const by = wide
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName} ${element.className}`.slice(0, 90))
    return { px, by: by.slice(-3) }
  })
}

/** Two frames later everything that the last change touched has been drawn: what is measured is what one sees. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/** What of a page's accessibility hangs on its scheme: all else is the same in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** One page in both widths and both schemes: what hangs on colours is looked for in each, all else once per width. */
async function look(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForLoadState('load')
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 860 })
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`))
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      await drawn(page)
      const where = `${url} at ${width} px, ${colorScheme}`
      await expect.poll(() => sidewaysScroll(page), { message: where }).toEqual({ px: 0, by: [] })
      if (colorScheme === 'light') await expect.poll(() => smallTargets(page), { message: where }).toEqual([])
      // A scheme change can be half drawn when axe looks; a real violation is still there seconds later.
      const only = colorScheme === 'light' ? undefined : COLOUR_RULES
      await expect(() => expectAccessible(page, { only })).toPass({ timeout: 8_000 })
    }
  }
}

async function signIn(context: BrowserContext, world: World): Promise<void> {
  const [name = '', value = ''] = (await cookieOf(world, world.amber.people.owner)).split('=')
  await context.addCookies([{ name, value, url: world.baseUrl }])
}

/** Pages that lead on to another before there is anything to see. */
const LEADING_ON = ['/', '/t/[team]/settings']

test('every page there is has a look here', ({ world }) => {
  const urls = Object.values({ ...PAGES, ...PUBLIC_PAGES }).map(
    (urlOf) => urlOf(world.amber).split('?')[0] ?? '',
  )
  const patterns = listPlaces().flatMap(({ kind, pattern }) => (kind === 'page' ? [pattern] : []))
  const shownAt = (pattern: string) => new RegExp(`^${pattern.replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`)
  const unseen = patterns.filter((pattern) => !urls.some((url) => shownAt(pattern).test(url)))
  expect(unseen).toEqual(LEADING_ON)
})

for (const [what, urlOf] of Object.entries(PAGES)) {
  test(`${what}: wide and narrow, light and dark`, async ({ page, context, world }) => {
    await signIn(context, world)
    await look(page, urlOf(world.amber))
  })
}

for (const [what, urlOf] of Object.entries(PUBLIC_PAGES)) {
  test(`${what}, signed out: wide and narrow, light and dark`, async ({ page, world }) => {
    await look(page, urlOf(world.amber))
  })
}

for (const what of [
  'overview',
  'the launch form',
  'runs',
  'a run by a model',
  'a finding',
  'members',
] as const) {
  test(`${what}: at 200 % of a small screen no bar covers what has the focus`, async ({
    page,
    context,
    world,
  }) => {
    await signIn(context, world)
    await page.setViewportSize({ width: 640, height: 360 })
    await page.goto(PAGES[what]?.(world.amber) ?? '')
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect.poll(() => sidewaysScroll(page)).toEqual({ px: 0, by: [] })
    expect(await coveredFocus(page)).toEqual([])
  })
}

test.describe('what is not there', () => {
  // The browser reports the page's own status.
  test.use({ allowedErrors: [/status of 404/] })

  test('looks like it: wide and narrow, light and dark', async ({ page, context, world }) => {
    await signIn(context, world)
    await look(page, `/t/${world.birch.slug}`)
    await look(page, `/t/${world.amber.slug}/runs/${world.birch.runs.model}`)
  })
})
