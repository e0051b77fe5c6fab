import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { connectStandIn, openRun, uniqueName, waitForLaunch } from './journey-steps'
import { callsWith, scriptStandIn } from './stand-in-control'

const CONFIRMED = 'Whoever calls it is never asked for'
const REFUTED = 'The store asks for the right itself'
const SHOWN = 'The page may hold what its reader must not see'

const opinion = (verdict: 'keep' | 'drop', reason: string) => ({
  ...{ id: 'c1', verdict, reason, severity: 'high', confidence: 'certain', fix: [], example: '' },
  trigger: verdict === 'keep' ? 'share(store, secret_page)' : '',
})

test('what stages disagree about goes to the premium model; what is then refuted is left out, in sight', async ({
  page,
}) => {
  const name = uniqueName('desk')
  const person = newPerson('Vera')
  await signUp(page, person)
  await connectStandIn(page, person.team)
  const flag = { why: 'Nobody is asked.', kind: 'model/missing-authorisation' }
  const flags = [
    { ...flag, unit: 'u1', line: 2, quote: `return store.load(request["page"])` },
    { ...flag, unit: 'u2', line: 2, quote: 'store.publish(page)', kind: 'model/data-exposure' },
  ]
  const answers = (one: unknown) => ({ json: { answers: [one] } })
  const refutation = (refuted: boolean, reason: string) => answers({ id: 'c1', refuted, reason })
  const capable = 'claude-sonnet-5-5'
  await scriptStandIn({
    rules: [
      { match: { model: 'claude-haiku-5-5', contains: name }, reply: { json: { flags } } },
      {
        match: { model: 'claude-opus-5-5', contains: `open_${name}` },
        reply: answers(opinion('keep', CONFIRMED)),
      },
      // Whoever refutes is told what was said before.
      { match: { model: capable, contains: CONFIRMED }, reply: refutation(true, REFUTED) },
      { match: { model: capable, contains: SHOWN }, reply: refutation(false, 'Nothing guards it.') },
      {
        match: { model: capable, contains: `open_${name}` },
        reply: answers(opinion('drop', 'A framework may.')),
      },
      { match: { model: capable, contains: `share_${name}` }, reply: answers(opinion('keep', SHOWN)) },
    ],
  })
  await page.goto(`/t/${person.team}/projects/new?from=paste`)
  const form = page.getByRole('tabpanel', { name: 'Pasted code' })
  await form.getByLabel('File name').fill(`${name}.py`)
  await form.getByLabel('Name (optional)').fill(name)
  await form
    .getByLabel('Python code')
    .fill(
      `def open_${name}(store, request):\n    return store.load(request["page"])\n\n\ndef share_${name}(store, page):\n    store.publish(page)\n    return page\n`,
    )
  await form.getByRole('button', { name: 'Import code' }).click()
  await page.waitForURL(`/t/${person.team}/projects/${name}`)

  await page.goto(`/t/${person.team}/launch?project=${name}`)
  await page.getByText('Code review', { exact: true }).click()
  await page.getByRole('button', { name: 'Run 1 module' }).click()
  await page.waitForURL(/\/launches\//)
  await waitForLaunch(page, 1)
  await openRun(page, `${name}.py`)
  const main = page.getByRole('main')
  const found = main.getByRole('list', { name: 'Findings' }).getByRole('listitem')
  await expect(found).toHaveCount(1)
  await expect(found).toContainText(SHOWN)
  await expect(main.getByText('Request changes')).toBeVisible()
  await expect(main.getByText(CONFIRMED)).toHaveCount(0)
  await main.getByText('Looked at and dropped (1)').click()
  await expect(main.getByText(/model\/missing-authorisation · refuted/)).toBeVisible()
  await expect(main.getByText(REFUTED)).toBeVisible()
  await expectAccessible(page)

  const calls = await callsWith(name)
  const asked = calls.map(({ model, messages }) => [
    model,
    messages.some(({ text }) => text.includes('known so far')),
  ])
  expect(asked.sort()).toEqual([
    ['claude-haiku-5-5', false],
    ['claude-opus-5-5', false],
    [capable, false],
    [capable, false],
    [capable, true],
    [capable, true],
  ])
})
