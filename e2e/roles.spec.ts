import { formatRate } from '../lib/format/format-rate'
import { expect, expectAccessible, test } from './fixtures'
import { callOwnAction } from './isolation/call-own-action'
import { TEAM_PLACES } from './isolation/place-inputs'
import { listPlaces } from './isolation/surface'
import { visit } from './isolation/visit'
import { cookieOf } from './sessions'

test('a viewer who opens a page for others is told who can, and is offered nothing that they cannot do', async ({
  page,
  context,
  world,
}) => {
  const { baseUrl, amber } = world
  const [name = '', value = ''] = (await cookieOf(world, amber.people.viewer)).split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  const main = page.getByRole('main')
  for (const { path, title, said } of [
    { path: '/launch', title: 'Launch', said: 'As a viewer you cannot launch runs' },
    { path: '/projects/new', title: 'Add a project', said: 'As a viewer you cannot add projects' },
  ]) {
    await page.goto(`/t/${amber.slug}${path}`)
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
    await expect(main.getByText(said)).toBeVisible()
    await expect(
      main.getByText(/In this team owners, admins and members can\. Ask .*\(member\)/),
    ).toBeVisible()
    const changers = main.getByText('Your own role can be changed by')
    await expect(changers).toContainText('(owner)')
    await expect(changers).toContainText('(admin)')
    await expect(changers).not.toContainText('(member)')
    await expectAccessible(page)
  }
  for (const path of [
    '',
    '/runs',
    '/projects',
    `/projects/${amber.sample.slug}`,
    '/runs?q=nothing-like-it',
  ]) {
    await page.goto(`/t/${amber.slug}${path}`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(
      main.locator('a[href*="/launch?"], a[href$="/launch"], a[href$="/projects/new"]'),
    ).toHaveCount(0)
  }
})

/** Any amount as data, what the seeded run cost, and what the seeded budget allows. */
const DATA = /NanoUsd\\?":\s*\\?"?-?\d/
const TEXT = /\$0\.0(?:374|202|171)|\$5\.00|\$3\.00/
const AMOUNT = /\$\d[\d,]*\.\d{2,}/g

const PRICES = '/t/[team]/settings/prices'
/** What models cost per million tokens, as the providers' pages say for everybody: said a second time on purpose. */
const PUBLIC = new Set(
  [0.01, 0.05, 0.1, 0.125, 0.2, 0.25, 0.3, 0.5, 0.625, 1, 1.25, 2, 2.5, 3, 3.75, 4, 5, 6, 6.25, 8, 10, 12.5]
    .concat([15, 16, 20, 25, 40, 50])
    .map((usd) => formatRate(usd * 1e9)),
)

/** Whether money of the team stands in an answer: on the page of prices any amount that is not on the public lists. */
function tellsMoney(pattern: string, body: string): boolean {
  if (DATA.test(body)) return true
  if (pattern !== PRICES) return TEXT.test(body)
  return (body.match(AMOUNT) ?? []).some((amount) => !PUBLIC.has(amount))
}

test('a viewer who is shown no costs is sent none, by no page and no route', async ({ world }) => {
  const { baseUrl, birch } = world
  const [owner, viewer] = [
    await cookieOf(world, birch.people.owner),
    await cookieOf(world, birch.people.viewer),
  ]
  const show = (seesCosts: boolean) =>
    callOwnAction(baseUrl, {
      ...{ caller: owner, team: birch, action: 'setViewersSeeCostsAction', input: { seesCosts } },
    })
  const placesWithMoney = async () => {
    const found: string[] = []
    for (const place of listPlaces().filter(({ pattern }) => pattern.includes('[team]'))) {
      const request = TEAM_PLACES[place.pattern]?.own(birch) ?? {}
      const answers = await visit(baseUrl, place, { team: birch.slug, caller: viewer, request })
      if (answers.some(({ body }) => tellsMoney(place.pattern, body))) found.push(place.pattern)
    }
    return found
  }
  expect((await show(false)).outcome?.ok).toBe(true)
  try {
    // What models cost is on their list for everybody; what the team agreed on is not.
    expect(await placesWithMoney()).toEqual([])
  } finally {
    await show(true)
  }
  const shown = [
    PRICES,
    '/api/t/[team]/budgets',
    '/api/t/[team]/runs/[id]',
    '/t/[team]',
    '/t/[team]/launches/[id]',
  ]
  expect(await placesWithMoney()).toEqual(expect.arrayContaining(shown))
})
