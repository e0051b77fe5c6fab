import type { Page } from '@playwright/test'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { openRun, waitForLaunch } from './journey-steps'

const MODULE = 'ledger/statement.py'

/** Launches a code review of one module of the sample by its card, and waits for it. */
async function review(page: Page, team: string): Promise<void> {
  await page.goto(`/t/${team}/launch?project=ledger-sample&path=${encodeURIComponent(MODULE)}`)
  await page.getByText('Code review', { exact: true }).click()
  await page.getByRole('button', { name: 'Run 1 module' }).click()
  await page.waitForURL(/\/launches\//)
  await waitForLaunch(page, 1)
}

test('a review without a model finds bugs; what is dismissed by keyboard stays away from the next run', async ({
  page,
}) => {
  const person = newPerson('Ines')
  await signUp(page, person)
  const { team } = person
  await page.goto(`/t/${team}/projects/new?from=sample`)
  await page.getByRole('button', { name: 'Import the sample' }).click()
  await page.waitForURL(/\/projects\/ledger-sample$/)

  await page.goto(`/t/${team}/findings`)
  await expect(page.getByText('No findings yet')).toBeVisible()
  await review(page, team)
  await openRun(page, MODULE)
  const main = page.getByRole('main')
  await expect(main.getByText('Request changes')).toBeVisible()
  const ofRun = main.getByRole('list', { name: 'Findings' }).getByRole('listitem')
  await expect(ofRun.filter({ hasText: 'A mutable default is shared by all calls' })).toBeVisible()
  const found = await ofRun.count()
  expect(found).toBeGreaterThanOrEqual(4)
  // Each stands below its line of the module, too.
  const source = main.getByLabel(`Source of ${MODULE} with its findings`)
  await expect(source.getByRole('link', { name: /the finding in line/ })).toHaveCount(found)
  await expectAccessible(page)

  await page.goto(`/t/${team}/findings?sort=place`)
  const rows = main.getByRole('list', { name: 'Findings' }).getByRole('listitem')
  await expect(rows).toHaveCount(found)
  const current = page.locator('[data-finding][aria-current]')
  const panel = page.getByRole('complementary', { name: 'The finding' })
  // A press before the page listens is lost.
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(panel).toBeVisible({ timeout: 1000 })
  }).toPass()
  for (let presses = 0; presses < found; presses += 1) {
    if ((await current.innerText()).includes('“seen”')) break
    await page.keyboard.press('j')
  }
  await expect(panel.getByRole('heading', { name: 'A mutable default is shared by all calls' })).toBeVisible()
  await expect(panel.getByLabel(/^Code around line/)).toContainText('seen: list[str] = []')
  await expectAccessible(page)

  // Dismissed, taken back, dismissed again.
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { name: 'Dismiss 1 finding: why?' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('1')
  await expect(page.getByText('1 finding dismissed: wrong.')).toBeVisible()
  await expect(rows).toHaveCount(found - 1)
  await page.keyboard.press('u')
  await expect(rows).toHaveCount(found)
  await page.getByRole('link', { name: /“seen”/ }).click()
  await expect(panel.getByRole('heading', { name: 'A mutable default is shared by all calls' })).toBeVisible()
  await page.keyboard.press('d')
  await page.keyboard.press('1')
  await expect(rows).toHaveCount(found - 1)

  // The next one is accepted.
  await page.keyboard.press('a')
  await expect(page.getByText('1 finding accepted.')).toBeVisible()

  await page.getByRole('link', { name: /^Suppressed/ }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows.first()).toContainText('dismissed: wrong')
  await expectAccessible(page)

  await page.goto(`/t/${team}/findings/rules`)
  const rule = page.getByRole('row').filter({ hasText: 'mutable-default' })
  await expect(rule).toContainText('n = 1')
  await page.getByRole('link', { name: 'A mutable default is shared by all calls' }).click()
  await expect(page.getByRole('heading', { name: 'Examples' })).toBeVisible()
  await page.goto(`/t/${team}/findings/learning`)
  await expect(page.getByText(/n = 2 verdicts/)).toBeVisible()

  await review(page, team)
  await openRun(page, MODULE)
  await expect(ofRun).toHaveCount(found - 1)
  await expect(main.getByText(/1 .*(hidden|dismissed)/).first()).toBeVisible()
  await expect(main.getByText('Suppressed (1)')).toBeVisible()

  const sarif = await page.request.get(`/api/t/${team}/findings/export?format=sarif`)
  expect(sarif.ok()).toBe(true)
  expect(await sarif.json()).toMatchObject({ version: '2.1.0' })
})
