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
import { scriptStandIn } from './stand-in-control'

test('a start is pinned with a note, the next run begins there and says why, and the pin is reset', async ({
  page,
}) => {
  const name = uniqueName('pinned')
  const person = newPerson('Ines')
  await signUp(page, person)
  const code = `def test_tax_is_added():\n    assert add_tax_${name}(1_999, 19) == 2_378\n`
  const tests = [{ name: 'test_tax_is_added', purpose: 'rounds down', code }]
  const json = { imports: [`from ${name} import add_tax_${name}`], helpers: '', tests }
  await scriptStandIn({ rules: [{ match: { contains: name }, reply: { json } }] })
  await connectStandIn(page, person.team)
  // By keyboard alone: what opened a dialog, though it is none's trigger, has the focus again.
  const edit = page.getByRole('button', { name: 'Edit', exact: true })
  await edit.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Edit Stand-in' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(edit).toBeFocused()

  await page.goto(`/t/${person.team}/settings/routing`)
  const stage = page.getByRole('region', { name: 'Test generation: generate' })
  await expect(stage.getByText('No evidence yet').first()).toBeVisible()
  await stage.getByRole('button', { name: 'Pin a start' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Start at').click()
  await page.getByRole('option', { name: 'Premium' }).click()
  await dialog.getByLabel('Note').fill('tax code is dear')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(stage.getByText('Pinned: Premium')).toBeVisible()
  await expect(stage.getByText('“tax code is dear”')).toBeVisible()

  await pasteProject(page, person.team, name)
  await startLaunch(page, person.team, name)
  await waitForLaunch(page, 1)
  await openRun(page, `${name}.py`)
  const runId = new URL(page.url()).pathname.split('/').at(-1)
  const answer = await page.request.get(`/api/t/${person.team}/runs/${runId}`)
  const { attempts } = RunDetail.parse(await answer.json())
  const [first] = attempts.filter(({ source }) => source === 'model')
  expect([first?.tier, first?.tierReason]).toEqual([
    'premium',
    'pinned in Settings → Routing (premium): “tax code is dear”',
  ])

  await page.goto(`/t/${person.team}/settings/routing`)
  const evidence = stage.getByRole('table', { name: /up to 60 lines/ })
  await expect(
    evidence.getByRole('row', { name: /^Premium \(start\) claude-opus-5-5 1 100 %/ }),
  ).toBeVisible()
  await expectAccessible(page)
  await stage.getByRole('button', { name: 'Reset' }).click()
  await expect(stage.getByText('Pinned: Premium')).toBeHidden()
  await expect(stage.getByRole('button', { name: 'Pin a start' })).toBeVisible()
})
