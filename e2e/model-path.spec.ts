import type { Page } from '@playwright/test'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { callsWith, scriptStandIn, standInUrl } from './stand-in-control'

/** Pasted code whose name no other journey uses, so that the stand-in's log can be read by it. */
async function pasteProject(page: Page, team: string, name: string): Promise<void> {
  await page.goto(`/t/${team}/projects/new?from=paste`)
  await page.getByRole('tab', { name: /Paste/ }).click()
  await page.getByLabel(/^Name/).fill(name)
  await page.getByLabel(/File name/).fill(`${name}.py`)
  await page
    .getByLabel('Python code')
    .fill(
      `def add_tax_${name}(net: int, percent: int) -> int:\n    """Adds tax."""\n    if percent < 0:\n        raise ValueError("percent must not be negative")\n    return net + net * percent // 100\n`,
    )
  await page
    .getByRole('button', { name: /Add|Import/ })
    .last()
    .click()
  await page.waitForURL(/\/projects\/(?!new)/)
}

async function connectStandIn(page: Page, team: string): Promise<void> {
  await page.goto(`/t/${team}/settings/provider`)
  await page
    .getByRole('button', { name: 'Connect a model' })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Compatible server').click()
  await dialog.getByLabel('Name').fill('Stand-in')
  await dialog.getByLabel('Address').fill(standInUrl)
  await dialog.getByLabel(/API key/).fill('sk-stand-in-1234')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Stand-in').first()).toBeVisible()
  await page.getByRole('button', { name: /Test/ }).first().click()
  await expect(page.getByText(/It answers/)).toBeVisible()
  await expectAccessible(page)
}

async function launchAll(page: Page, team: string, project: string): Promise<void> {
  await page.goto(`/t/${team}/launch?project=${project}`)
  await page.getByRole('button', { name: /^Run 1 module/ }).click()
  await page.waitForURL(/\/launches\//)
  await expect(page.getByText('1 of 1', { exact: false })).toBeVisible({ timeout: 90_000 })
}

const good = (name: string) => ({
  name: 'test_tax_is_added_in_whole_cents',
  purpose: 'rounds down',
  code: `def test_tax_is_added_in_whole_cents():\n    assert add_tax_${name}(1_999, 19) == 2_378\n`,
})
const wrong = (name: string) => ({
  name: 'test_no_tax_leaves_the_amount',
  purpose: 'identity',
  code: `def test_no_tax_leaves_the_amount():\n    assert add_tax_${name}(500, 0) == 501\n`,
})
const repaired = (name: string) => ({ ...wrong(name), code: wrong(name).code.replace('501', '500') })
const answer = (name: string, tests: unknown[]) => ({
  imports: [`from ${name} import add_tax_${name}`],
  helpers: '',
  tests,
})

test('with a provider the same click takes the model path: repaired with the real failure, paid to the cent, then served from the cache', async ({
  page,
}) => {
  const name = `tax${Date.now().toString(36)}`
  const person = newPerson('Noor')
  await signUp(page, person)
  await scriptStandIn({
    rules: [
      { match: { contains: '501' }, reply: { json: answer(name, [repaired(name)]) } },
      {
        match: { contains: name },
        reply: {
          json: answer(name, [good(name), wrong(name)]),
          usage: { inputTokens: 2000, outputTokens: 300 },
        },
      },
    ],
  })
  await connectStandIn(page, person.team)
  await pasteProject(page, person.team, name)
  await launchAll(page, person.team, name)
  await page.getByRole('link', { name: `${name}.py` }).click()
  await page.waitForURL(/\/runs\//)
  const main = page.getByRole('main')
  await expect(main.getByText('model', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('test_tax_is_added_in_whole_cents').first()).toBeVisible()
  await expect(main.getByText('test_no_tax_leaves_the_amount').first()).toBeVisible()
  const calls = await callsWith(name)
  expect(calls.length).toBe(2)
  // The repair turn carries what really happened when the test ran.
  expect(JSON.stringify(calls[1]?.messages)).toMatch(/assert 500 == 501/)
  await expect(main.getByText(/\$0\.00\d\d/).first()).toBeVisible()
  await page.getByRole('tab', { name: 'Prompts' }).click()
  await expect(main.getByText(/You write pytest tests/).first()).toBeVisible()
  await expectAccessible(page)

  await launchAll(page, person.team, name)
  await expect(page.getByRole('main').getByText('cache', { exact: true }).first()).toBeVisible()
  expect((await callsWith(name)).length).toBe(2)
})

test('a provider that is down ends in verified template tests with that reason', async ({ page }) => {
  const name = `down${Date.now().toString(36)}`
  const person = newPerson('Omar')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  await scriptStandIn({
    rules: [{ match: { contains: name }, reply: { fault: { kind: 'status', status: 401 } } }],
  })
  await pasteProject(page, person.team, name)
  await launchAll(page, person.team, name)
  await page.getByRole('link', { name: `${name}.py` }).click()
  await page.waitForURL(/\/runs\//)
  const main = page.getByRole('main')
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('template', { exact: true }).first()).toBeVisible()
  await expect(main.getByText(/provider|key/i).first()).toBeVisible()
})

test('a running model call can be cancelled, and its socket is closed', async ({ page }) => {
  const name = `slow${Date.now().toString(36)}`
  const person = newPerson('Pia')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  await scriptStandIn({
    rules: [{ match: { contains: name }, reply: { fault: { kind: 'hang', afterEvents: 2 }, json: {} } }],
  })
  await pasteProject(page, person.team, name)
  await page.goto(`/t/${person.team}/launch?project=${name}`)
  await page.getByRole('button', { name: /^Run 1 module/ }).click()
  await page.waitForURL(/\/launches\//)
  await expect.poll(async () => (await callsWith(name)).length, { timeout: 60_000 }).toBe(1)
  await page.getByRole('link', { name: `${name}.py` }).click()
  await page.waitForURL(/\/runs\//)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(page.getByRole('main').getByText('cancelled', { exact: true }).first()).toBeVisible()
  await expect.poll(async () => (await callsWith(name))[0]?.ended).toBe('client-closed')
})
