import { RunDetail } from '../lib/domain/run'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { openRun, waitForLaunch } from './journey-steps'

const MODULES = 12

test('a newcomer signs up, launches the sample without a key, and reads tests that pass', async ({
  page,
}) => {
  const person = newPerson('Mara')
  await signUp(page, person)
  await expect(page.getByRole('heading', { name: `Welcome to ${person.teamName}` })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Try it on a sample project' }).click()
  await page.waitForURL(/\/launches\//)
  await waitForLaunch(page, MODULES)
  await expect(page.getByText(`100 % verified n=${MODULES}`)).toBeVisible()
  const verified = page.getByRole('row').filter({ hasText: 'verified' }).filter({ hasText: 'template' })
  await expect(verified).toHaveCount(MODULES)
  await expectAccessible(page)

  await openRun(page, 'ledger/money.py')
  const main = page.getByRole('main')
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('template', { exact: true }).first()).toBeVisible()
  await expect(main.getByText(/\d+ tests pass twice/).first()).toBeVisible()
  // The generated file, and the source with its coverage in the gutter beside it.
  await expect(main.getByLabel('test_money.py', { exact: true })).toContainText('import pytest')
  const source = main.locator('[aria-label="Source of ledger/money.py"][tabindex]')
  await expect(source).toContainText('def parse_amount')
  const covered = await source.locator('.code-mark[data-state="covered"]').count()
  const missing = await source.locator('.code-mark[data-state="missing"]').count()
  const partial = await source.locator('.code-mark[data-state="partial"]').count()
  expect(covered).toBeGreaterThan(0)
  const said = await main.getByText(/covered \d+ of \d+ lines/).innerText()
  const [, coveredLines, lines] = said.match(/covered (\d+) of (\d+) lines/) ?? []
  expect([covered + partial, covered + partial + missing]).toEqual([Number(coveredLines), Number(lines)])
  // What these tests are worth: mistakes were planted in the module, and those that no test noticed are shown.
  const planted = main.getByRole('region', { name: 'Planted mistakes' })
  await expect(planted).toContainText(/\d+ of \d+ planted mistakes were caught/)
  const missed = planted.getByRole('button', { name: /^Line \d+/ })
  if ((await missed.count()) > 0) {
    await missed.first().click()
    await expect(source.locator('.code-row[data-focus]')).toBeInViewport()
  }
  await expectAccessible(page)

  await page.getByRole('tab', { name: 'Evidence' }).click()
  await expect(main.getByText('Tests again, other hash seed')).toBeVisible()
  await expect(main.getByText(/exit code/i).first()).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: /Accepted/ })).toBeVisible()
  await page.keyboard.press('4')
  await expect(main.getByText('4 of 5: small nits')).toBeVisible()

  await page.goto(`/t/${person.team}`)
  const today = page.getByRole('region', { name: 'Today' })
  await expect(today.getByRole('link', { name: /Runs ended/ })).toContainText(`Runs ended${MODULES}`)
  await expect(today.getByRole('link', { name: /Verified/ })).toContainText(
    `100 %${MODULES} of ${MODULES} outputs`,
  )
  await expect(today.getByRole('link', { name: /Spent/ })).toContainText('no datano model call yet today')
  const criterion = (name: string) =>
    main.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true, level: 3 }) })
  await expect(criterion('Satisfaction')).toContainText('4.00 too few: n = 1')
  await expect(criterion('Satisfaction')).toContainText('target > 4.5n = 1 rating')
  await expect(criterion('Workflows visible')).toContainText('20.0 % too few: n = 1')
  await expect(criterion('A/B testing ready')).toContainText('not built yet')
  await expect(main.getByText(`${MODULES - 1} outputs to review`)).toBeVisible()
  await expectAccessible(page)

  // The team's own target counts at once, on every page that shows it.
  await criterion('Satisfaction')
    .getByRole('button', { name: /About .Satisfaction. and its target/ })
    .click()
  const box = page.getByRole('dialog', { name: 'Satisfaction' })
  await box.getByLabel(/^Target: more than/).fill('6')
  await box.getByRole('button', { name: 'Save' }).click()
  await expect(box.getByText('Enter a number from 1 to 5 (of 5).')).toBeVisible()
  await expectAccessible(page)
  await box.getByLabel(/^Target: more than/).fill('3.5')
  await page.keyboard.press('Enter')
  await expect(box).toBeHidden()
  await expect(criterion('Satisfaction')).toContainText('target > 3.5')
})

test('an edit is checked again before it counts', async ({ page }) => {
  const person = newPerson('Ida')
  await signUp(page, person)
  await page.getByRole('button', { name: 'Choose what to run' }).click()
  await page.waitForURL(/\/launch\?project=/)
  await expect(page.getByText('No model is connected', { exact: false }).first()).toBeVisible()
  await page.getByRole('button', { name: /^Clear/ }).click()
  await page.getByRole('treeitem', { name: /errors\.py/ }).click()
  await page.getByRole('button', { name: 'Run 1 module' }).click()
  await page.waitForURL(/\/launches\//)
  await waitForLaunch(page, 1)
  await openRun(page, 'ledger/errors.py')
  const main = page.getByRole('main')
  const runId = new URL(page.url()).pathname.split('/').at(-1)
  const loadRun = async () =>
    RunDetail.parse(await (await page.request.get(`/api/t/${person.team}/runs/${runId}`)).json())
  const [generated] = (await loadRun()).artifacts

  for (const { version, test: added, verdict, shown } of [
    {
      version: 2,
      test: 'def test_wrong_on_purpose():\n    assert 1 == 2\n',
      verdict: 'rejected',
      shown: 'fails checks',
    },
    {
      version: 3,
      test: 'def test_right_on_purpose():\n    assert 1 == 1\n',
      verdict: 'verified',
      shown: 'verified',
    },
  ]) {
    await page.getByRole('button', { name: /^Edit/ }).click()
    await page
      .getByRole('textbox', { name: 'Edit test_errors.py' })
      .fill(`${generated?.content ?? ''}\n\n${added}`)
    if (version === 2) await expectAccessible(page)
    await page.getByRole('button', { name: /Save and check/ }).click()
    await expect(page.getByText(`Version ${version} saved. It is being checked.`)).toBeVisible()
    await expect(main.getByRole('combobox', { name: 'Version' })).toContainText(`v${version} (newest)`)
    const header = main.getByRole('tabpanel', { name: 'output' }).locator('header').first()
    await expect(header.getByText(shown, { exact: true })).toBeVisible({ timeout: 60_000 })
    await expect(main.getByLabel('test_errors.py', { exact: true })).toContainText(added.slice(4, 25))
    if (verdict === 'rejected') {
      const failing = main.getByRole('region', { name: 'Tests that did not pass' })
      await expect(failing).toContainText('test_wrong_on_purpose')
      await failing.getByRole('button', { name: /^Line \d+/ }).click()
      await expect(main.locator('.code-row[data-focus]')).toBeInViewport()
    }
    const [newest] = (await loadRun()).artifacts
    expect([newest?.version, newest?.verdict, newest?.origin]).toEqual([version, verdict, 'person'])
  }
  await page.getByRole('tab', { name: 'Evidence' }).click()
  await expect(main.getByText('1 failed', { exact: false }).first()).toBeVisible()
})
