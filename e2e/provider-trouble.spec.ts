import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import {
  connectStandIn,
  openRun,
  pasteProject,
  startLaunch,
  uniqueName,
  waitForLaunch,
} from './journey-steps'
import type { Reply } from './stand-in/types'
import { callsWith, scriptStandIn } from './stand-in-control'

type Fault = NonNullable<Reply['fault']>

// `calls`: an overloaded provider is asked again three times, one that refuses the key is not.
for (const { what, fault, calls, reason, said } of [
  {
    what: 'is down',
    fault: { kind: 'status', status: 529, retryAfter: 1 },
    calls: 4,
    reason: 'Provider down',
    said: /the provider is overloaded/i,
  },
  {
    what: 'refuses the key',
    fault: { kind: 'status', status: 401 },
    calls: 1,
    reason: 'Refused by the provider',
    said: /the provider refused the key/i,
  },
] satisfies { what: string; fault: Fault; calls: number; reason: string; said: RegExp }[]) {
  test(`a provider that ${what} ends in verified template tests with that reason`, async ({ page }) => {
    const name = uniqueName('down')
    const person = newPerson('Omar')
    await signUp(page, person)
    await connectStandIn(page, person.team)
    await scriptStandIn({ rules: [{ match: { contains: name }, reply: { fault } }] })
    await pasteProject(page, person.team, name)
    await startLaunch(page, person.team, name)
    await waitForLaunch(page, 1)
    await openRun(page, `${name}.py`)
    const main = page.getByRole('main')
    await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()
    await expect(main.getByText('template', { exact: true }).first()).toBeVisible()
    const notice = main.getByRole('status').filter({ hasText: `${reason}, so made by the template` })
    await expect(notice).toContainText(said)
    await expect(main.getByText(/\d+ tests pass twice/).first()).toBeVisible()
    expect((await callsWith(name)).length).toBe(calls)
    await expectAccessible(page)
  })
}

test('a model that fails again and again is left alone, and Launch and Providers say so', async ({
  page,
}) => {
  const name = uniqueName('alone')
  const person = newPerson('Ines')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  const fault: Fault = { kind: 'status', status: 529, retryAfter: 1 }
  await scriptStandIn({ rules: [{ match: { contains: name }, reply: { fault } }] })
  await pasteProject(page, person.team, name)
  await startLaunch(page, person.team, name)
  await waitForLaunch(page, 1)
  // Five open it; the run then waits for its probes, which fail, too.
  const notice = page
    .getByRole('status')
    .filter({ hasText: /is left alone after [5-9] failed calls in a row/ })
  await page.goto(`/t/${person.team}/launch?project=${name}`)
  await expect(page.getByLabel('Use a model')).toBeVisible()
  await expect(notice).toHaveCount(0)
  // Four of the five failures were the first launch's.
  await startLaunch(page, person.team, name, [`${name}.py`])
  await waitForLaunch(page, 1)
  await page.goto(`/t/${person.team}/launch?project=${name}`)
  await expect(notice).toContainText('runs ask the next provider, wait, or take the template path')
  await expectAccessible(page)
  await notice.getByRole('link', { name: 'Providers' }).click()
  await page.waitForURL(/\/settings\/provider$/)
  await expect(notice).toContainText('of Stand-in')
  await expect(notice).toContainText('It said last: 529')
  await expectAccessible(page)
})

test('a provider that asks for patience is waited for, in sight, and then asked again', async ({ page }) => {
  const retryAfterSeconds = 10
  const name = uniqueName('patient')
  const person = newPerson('Ravi')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  const code = `def test_tax_is_added_in_whole_cents():\n    assert add_tax_${name}(1_999, 19) == 2_378\n`
  const tests = [{ name: 'test_tax_is_added_in_whole_cents', purpose: 'rounds down', code }]
  await scriptStandIn({
    rules: [
      {
        match: { contains: name },
        times: 1,
        reply: { fault: { kind: 'status', status: 429, retryAfter: retryAfterSeconds } },
      },
      {
        match: { contains: name },
        reply: { json: { imports: [`from ${name} import add_tax_${name}`], helpers: '', tests } },
      },
    ],
  })
  await pasteProject(page, person.team, name)
  await startLaunch(page, person.team, name)
  await openRun(page, `${name}.py`)
  const main = page.getByRole('main')
  await expect(main.getByText(/Waiting 1\d s: rate limited/)).toBeVisible({ timeout: 60_000 })
  await expect(main.getByText('running', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect(main.getByText('model', { exact: true }).first()).toBeVisible()
  const [first, second, ...more] = await callsWith(name)
  expect(more).toEqual([])
  const waitedMs = Date.parse(second?.receivedAt ?? '') - Date.parse(first?.receivedAt ?? '')
  expect(waitedMs).toBeGreaterThanOrEqual(retryAfterSeconds * 1000)
})

test('a running model call can be cancelled, and its socket is closed', async ({ page }) => {
  const name = uniqueName('slow')
  const person = newPerson('Pia')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  await scriptStandIn({
    rules: [{ match: { contains: name }, reply: { fault: { kind: 'hang', afterEvents: 2 }, json: {} } }],
  })
  await pasteProject(page, person.team, name)
  await startLaunch(page, person.team, name)
  await expect.poll(async () => (await callsWith(name)).length, { timeout: 60_000 }).toBe(1)
  await openRun(page, `${name}.py`)
  const main = page.getByRole('main')
  await expect(main.getByText('running', { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
  expect((await callsWith(name))[0]?.ended).toBe('open')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(main.getByText('cancelled', { exact: true }).first()).toBeVisible()
  await expect.poll(async () => (await callsWith(name))[0]?.ended).toBe('client-closed')
  await expect(page.getByRole('button', { name: 'Re-run' })).toBeVisible()
})
