import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { seedWorld } from './seed/seed-world'
import type { World } from './seed/world'

export interface Person {
  name: string
  email: string
  password: string
  teamName: string
  /** slug of the team in the URL, known once signed up */
  team: string
}

let people = 0

/** Someone new, with a team of their own; unique in a run of the journeys. */
export function newPerson(name: string): Person {
  people += 1
  const tag = `${Date.now().toString(36)}${people}`
  return {
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}.${tag}@example.test`,
    password: `a long password ${tag}`,
    teamName: `${name}s team ${tag}`,
    team: '',
  }
}

/** Signs up as a newcomer would, by the form, and waits for the team's page. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-up')
  await page.getByLabel('Your name').fill(person.name)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByLabel('Team name').fill(person.teamName)
  await page.getByRole('button', { name: 'Create account and team' }).click()
  await page.waitForURL(/\/t\/[^/]+$/)
  person.team = new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** Fails with every violation of WCAG A and AA that axe finds on the page as it stands. */
export async function expectAccessible(page: Page, { only }: { only?: string[] } = {}): Promise<void> {
  const builder = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    // Without a second page to gather the results of frames: there are no frames, and it takes half the time.
    .setLegacyMode()
  const { violations } = await (only === undefined
    ? builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    : builder.withRules(only)
  ).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
  )
  expect(found, `axe on ${page.url()}`).toEqual([])
}

/**
 * A journey: an unexpected console error or page error of any of its pages fails it. `world`: two seeded teams, made
 * once for all journeys that ask for them; a journey leaves them as it found them.
 */
export const test = base.extend<{ allowedErrors: RegExp[] }, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
    async ({}, use, { project }) => use(await seedWorld(project.use.baseURL ?? '')),
    { scope: 'worker', timeout: 120_000 },
  ],
  // Option of a journey that provokes an error on purpose: `test.use({ allowedErrors: [/status of 404/] })`.
  allowedErrors: [[], { option: true }],
  page: async ({ page, allowedErrors }, use) => {
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      // What failed to load is named, and the page that asked for it.
      errors.push(`${message.text()} (${message.location().url} on ${page.url()})`)
    })
    page.on('pageerror', (error) => errors.push(`${error.message} (${page.url()})`))
    await use(page)
    const unexpected = errors.filter((text) => !allowedErrors.some((allowed) => allowed.test(text)))
    expect(unexpected, 'errors in the browser console').toEqual([])
  },
})

export { expect }
