import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { connectStandIn, openRun, pasteProject, uniqueName, waitForLaunch } from './journey-steps'

test('a run that its launch’s limit stopped leads back to the form, with the limit to raise', async ({
  page,
}) => {
  const name = uniqueName('poor')
  const person = newPerson('Lena')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  await pasteProject(page, person.team, name)
  await page.goto(`/t/${person.team}/launch?project=${name}`)
  await page.getByLabel('Budget for this launch, US$').fill('0.000001')
  await page.getByRole('button', { name: /^Run 1 module/ }).click()
  await page.waitForURL(/\/launches\//)
  await waitForLaunch(page, 1)
  await expect(page.getByRole('link', { name: 'Launch 1 run again with a higher limit' })).toBeVisible()
  await openRun(page, `${name}.py`)
  const notice = page.getByRole('main').getByRole('status').filter({ hasText: 'budget reached' })
  await expect(notice).toContainText('Raise the budget')
  await expectAccessible(page)

  await notice.getByRole('link', { name: 'Launch again with a higher limit' }).click()
  await page.waitForURL(/\/launch\?/)
  const limit = page.getByLabel('Budget for this launch, US$')
  await expect(limit).toBeFocused()
  await expect(limit).toHaveValue('0.000001')
  // The old amount is selected: what is typed takes its place.
  await page.keyboard.type('5')
  await expect(limit).toHaveValue('5')
  await expect(page.getByRole('treeitem', { name: `${name}.py` })).toHaveAttribute('aria-checked', 'true')
  await expect(page.getByRole('button', { name: /^Run 1 module/ })).toBeEnabled()
})
