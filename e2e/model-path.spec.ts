import { RunDetail } from '../lib/domain/run'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import {
  connectStandIn,
  openRun,
  pasteProject,
  startLaunch,
  uniqueName,
  waitForLaunch,
} from './journey-steps'
import { asDollars, recountCost } from './recount-cost'
import { callsWith, scriptStandIn } from './stand-in-control'

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
  const name = uniqueName('tax')
  const person = newPerson('Noor')
  await signUp(page, person)
  await scriptStandIn({
    rules: [
      {
        match: { contains: '== 501' },
        reply: {
          json: answer(name, [repaired(name)]),
          usage: { inputTokens: 31_337, outputTokens: 1_234 },
        },
      },
      {
        match: { contains: name },
        reply: {
          json: answer(name, [good(name), wrong(name)]),
          usage: { inputTokens: 20_011, outputTokens: 3_003 },
        },
      },
    ],
  })
  await connectStandIn(page, person.team)
  await expectAccessible(page)
  await pasteProject(page, person.team, name)
  await startLaunch(page, person.team, name)
  await waitForLaunch(page, 1)
  await openRun(page, `${name}.py`)
  const main = page.getByRole('main')
  await expect(main.getByText('model', { exact: true }).first()).toBeVisible()
  await expect(main.getByText('verified', { exact: true }).first()).toBeVisible()

  const output = main.getByLabel(`test_${name}.py`, { exact: true })
  await expect(output).toContainText('test_tax_is_added_in_whole_cents')
  await expect(output).toContainText(`assert ${name}.add_tax_${name}(500, 0) == 500`)
  await expect(output).not.toContainText('501')

  const calls = await callsWith(name)
  expect(calls.length).toBe(2)
  // The repair turn carries what really happened when the test ran.
  expect(JSON.stringify(calls[1]?.messages)).toMatch(/assert 500 == 501/)
  const paid = recountCost(calls)
  expect(paid).toBeGreaterThan(0)
  const runId = new URL(page.url()).pathname.split('/').at(-1)
  const { run } = RunDetail.parse(
    await (await page.request.get(`/api/t/${person.team}/runs/${runId}`)).json(),
  )
  expect([run.costNanoUsd, run.modelCalls]).toEqual([paid, 2])
  await expect(main.getByText(asDollars(paid)).first()).toBeVisible()

  await page.getByRole('tab', { name: 'Prompts' }).click()
  const attempts = main.getByRole('list', { name: 'Attempts' })
  await expect(attempts.getByRole('listitem')).toHaveCount(2)
  await expect(attempts).toContainText('used in part: 1 of 2')
  for (const call of calls) await expect(attempts).toContainText(asDollars(recountCost([call])))
  await expect(main.getByText(/You write pytest tests/).first()).toBeVisible()
  await expectAccessible(page)

  // What is verified is not chosen by itself again.
  await startLaunch(page, person.team, name, [`${name}.py`])
  await waitForLaunch(page, 1)
  const row = page.getByRole('row', { name: `${name}.py` })
  await expect(row.getByRole('cell', { name: 'cache', exact: true })).toBeVisible()
  await expect(row.getByRole('cell', { name: 'verified' })).toBeVisible()
  expect((await callsWith(name)).length).toBe(2)
  await page.goto(`/t/${person.team}`)
  const today = page.getByRole('region', { name: 'Today' })
  await expect(today.getByRole('link', { name: /Spent/ })).toContainText(`${asDollars(paid)}2 calls`)
  await expect(today.getByRole('link', { name: /Verified/ })).toContainText('100 %2 of 2 outputs')
})
