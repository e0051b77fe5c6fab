import { expect, expectAccessible, test } from './fixtures'
import { cookieOf } from './sessions'

test('what is kept, exported and deleted is said before it happens, and stands in the audit log', async ({
  page,
  context,
  world,
}) => {
  const { baseUrl, birch } = world
  const [name = '', value = ''] = (await cookieOf(world, birch.people.owner)).split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  const settings = `/t/${birch.slug}/settings`
  const main = page.getByRole('main')

  await page.goto(`${settings}/data`)
  const days = page.getByLabel('Days to keep: Prompts and answers')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  for (const [kept, says] of [
    ['30', 'nothing is that old'],
    ['', 'kept for ever'],
  ] as const) {
    await days.fill(kept)
    await expect(save).toBeDisabled()
    await page.getByRole('button', { name: 'See what would go' }).click()
    await expect(main.getByText(says).first()).toBeVisible()
    await save.click()
    await expect(page.getByText('Nothing goes for 12 hours, and then at night.').first()).toBeVisible()
    await page.reload()
    await expect(days).toHaveValue(kept)
  }

  // The button is a screen below the first field: what is wrong comes into view.
  await days.fill('0')
  await page.getByRole('button', { name: 'See what would go' }).click()
  await expect(days).toBeFocused()
  await expect(days).toBeInViewport()

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the archive' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^assay-birch-.*\.tar\.gz$/)
  expect(await download.failure()).toBeNull()

  await page.goto(`/t/${birch.slug}/projects/${birch.project.slug}`)
  await page.getByRole('button', { name: 'More about this project' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const remove = page.getByRole('button', { name: 'Delete the project' })
  await expect(remove).toBeDisabled()
  await page.getByLabel('Its name, to confirm').fill(`Vault of ${birch.mark}`)
  await expectAccessible(page)
  await remove.click()
  await page.waitForURL(/\/projects$/)
  await expect(main.getByText(`Vault of ${birch.mark}`)).toHaveCount(0)
  await page.goto(`${settings}/data`)
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByText(`Vault of ${birch.mark} is back.`)).toBeVisible()
  await page.goto(`/t/${birch.slug}/projects`)
  await expect(main.getByText(`Vault of ${birch.mark}`).first()).toBeVisible()

  await page.goto(`${settings}/audit?about=deletion,retention,export`)
  for (const act of [
    'called a deletion off',
    'asked for a deletion',
    'exported the team’s data',
    'set how long data is kept',
  ]) {
    await expect(main.getByText(act).first()).toBeVisible()
  }
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const saved = await saving
  expect([saved.suggestedFilename(), await saved.failure()]).toEqual([`${birch.slug}-audit-log.csv`, null])
  await page.getByLabel('From (UTC)').fill('2020-01-01')
  await page.getByLabel('Until').fill('2020-01-02')
  await expect(main.getByText('No act fits these filters.')).toBeVisible()
})
