import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import {
  connectStandIn,
  openRun,
  pasteProject,
  startLaunch,
  uniqueName,
  waitForLaunch,
} from './journey-steps'
import { callsWith } from './stand-in-control'

test('a run that a hard budget stopped is told on its page, beside the budget, to who looks in and as an alert', async ({
  page,
}) => {
  const name = uniqueName('broke')
  const person = newPerson('Bea')
  const main = page.getByRole('main')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  await page.goto(`/t/${person.team}/budgets`)
  await page.getByRole('button', { name: 'Add a budget' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Limit in US dollars').fill('0.001')
  await dialog.getByRole('button', { name: 'Set the budget' }).click()
  await expect(dialog).toBeHidden()

  await pasteProject(page, person.team, name)
  await startLaunch(page, person.team, name)
  await waitForLaunch(page, 1)
  await openRun(page, `${name}.py`)
  const notice = main.getByRole('status').filter({ hasText: 'budget reached' })
  await expect(notice).toContainText('team budget for this month')
  expect(await callsWith(name), 'nothing was asked of a model').toEqual([])

  await page.goto(`/t/${person.team}/budgets`)
  const stopped = main.getByRole('listitem').filter({ has: page.getByRole('link', { name: `${name}.py` }) })
  await expect(stopped).toContainText(person.name)
  await expect(stopped).toContainText('team budget for this month')
  await expectAccessible(page)

  // Live: whoever looks in sees it without a reload.
  await page.goto(`/t/${person.team}`)
  const alert = main.getByRole('link', { name: /1 alert fires\s*A budget stops runs/ })
  await expect(alert).toBeVisible({ timeout: 60_000 })
  await alert.click()
  await expect(main.getByText(/stops runs: 1 run took the template/).first()).toBeVisible()
  await expectAccessible(page)
})
