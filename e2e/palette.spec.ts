import { expect, expectAccessible, test } from './fixtures'
import { cookieOf } from './sessions'

test('the palette finds pages, projects, modules, runs and settings by the keyboard alone', async ({
  page,
  context,
  world,
}) => {
  const { baseUrl, amber } = world
  const [name = '', value = ''] = (await cookieOf(world, amber.people.owner)).split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  await page.goto(`/t/${amber.slug}`)
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  const chosen = palette.locator('[cmdk-item][data-selected=true]')
  const search = async (text: string) => {
    await page.keyboard.press('Control+k')
    await expect(palette.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(text)
  }

  await page.keyboard.press('Control+k')
  await expect(palette.getByText('Latest runs')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()

  // By dotted name, over all projects; the module opens.
  await search('ledger.mon')
  await expect(chosen).toContainText('ledger/money.py')
  await page.keyboard.press('Enter')
  await page.waitForURL(`/t/${amber.slug}/projects/${amber.sample.slug}?path=ledger%2Fmoney.py`)

  await search('vault of')
  await expect(chosen).toContainText(`Vault of ${amber.mark}`)
  await page.keyboard.press('Enter')
  await page.waitForURL(`/t/${amber.slug}/projects/${amber.project.slug}`)

  // The module first; below it what was found in it, then the newest five of its six runs, of which the second one failed.
  await search('money')
  await expect(chosen).toContainText('Ledger (sample)')
  await expect(palette.getByRole('group', { name: 'Runs' }).getByRole('option')).toHaveCount(5)
  const findings = palette.getByRole('group', { name: 'Findings' }).getByRole('option')
  await expect(findings.filter({ hasText: `Found in ${amber.mark}.` })).toHaveCount(1)
  for (const text of await findings.allTextContents()) {
    await page.keyboard.press('ArrowDown')
    await expect(chosen).toHaveText(text)
  }
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(chosen).toContainText('failed')
  await page.keyboard.press('Enter')
  await page.waitForURL(`/t/${amber.slug}/runs/${amber.runs.failed}`)

  await search('sandbox')
  await expect(chosen).toContainText('Settings: Runtime')
  await page.keyboard.press('Enter')
  await page.waitForURL(`/t/${amber.slug}/settings/runtime`)

  await search('nothing-is-called-like-this')
  await expect(
    palette.getByText('No project, module, finding, run or launch is called like that.'),
  ).toBeVisible()
  await expect(chosen).toContainText('All runs with “nothing-is-called-like-this”')
  await expectAccessible(page)
})
