import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'

test('a newcomer signs up, launches the sample without a key, and reads tests that pass', async ({
  page,
}) => {
  const person = newPerson('Mara')
  await signUp(page, person)
  await expect(page.getByRole('heading', { name: `Welcome to ${person.teamName}` })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Import the sample' }).click()
  await page.waitForURL(/\/launch\?project=/)
  await expect(page.getByText('No model is connected', { exact: false }).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Run 11 modules/ }).click()

  await page.waitForURL(/\/launches\//)
  await expect(page.getByText('11 of 11', { exact: false })).toBeVisible({ timeout: 110_000 })
  await expect(page.getByText('100 % verified', { exact: false })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'ledger/money.py' }).click()
  await page.waitForURL(/\/runs\//)
  const main = page.getByRole('main')
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('template', { exact: true }).first()).toBeVisible()
  await expect(main.getByText(/\d+ tests pass twice/).first()).toBeVisible()
  // The generated file, and the source with its coverage beside it.
  await expect(main.getByText('test_money.py').first()).toBeVisible()
  await expect(main.getByText(/\d+ of \d+ lines/).first()).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('tab', { name: 'Evidence' }).click()
  await expect(main.getByText(/exit code/i).first()).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: /Accepted/ })).toBeVisible()
  await page.keyboard.press('4')
  await expect(main.getByText(/4 of 5/).first()).toBeVisible()

  await page.goto(`/t/${person.team}`)
  await expect(page.getByText('11 of 11 runs')).toBeVisible()
  await expectAccessible(page)
})

test('an edit is checked again before it counts', async ({ page }) => {
  const person = newPerson('Ida')
  await signUp(page, person)
  await page.getByRole('button', { name: 'Import the sample' }).click()
  await page.waitForURL(/\/launch\?project=/)
  await page.getByRole('button', { name: /^Clear/ }).click()
  await page.getByRole('treeitem', { name: /errors\.py/ }).click()
  await page.getByRole('button', { name: /^Run 1 module/ }).click()
  await page.waitForURL(/\/launches\//)
  await expect(page.getByText('1 of 1', { exact: false })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'ledger/errors.py' }).click()
  await page.waitForURL(/\/runs\//)

  await page.getByRole('button', { name: /^Edit/ }).click()
  const editor = page.getByRole('textbox', { name: /test_errors\.py|editor/i })
  await editor.click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type('\n\ndef test_wrong_on_purpose():\nassert 1 == 2\n')
  await page.getByRole('button', { name: /Save and check/ }).click()
  await expect(page.getByText(/Version 2 saved/)).toBeVisible()
  await expect(
    page
      .getByRole('main')
      .getByText(/1 failed|rejected/)
      .first(),
  ).toBeVisible({ timeout: 60_000 })
})
