import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, expectAccessible, test } from './fixtures'
import { cookieOf } from './sessions'

/** Where a team's webhook leads: the types of the messages it got, all of them signed. */
async function startReceiver() {
  const got: string[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { type } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { type: string }
      got.push(request.headers['webhook-signature'] === undefined ? 'unsigned' : type)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, got, close: () => server.close() }
}

test('a lead adds a webhook and a rule, is told when it fires, and looks after it', async ({
  page,
  context,
  world,
}) => {
  const { amber, baseUrl } = world
  const [name = '', value = ''] = (await cookieOf(world, amber.people.owner)).split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  const receiver = await startReceiver()

  await page.goto(`/t/${amber.slug}/alerts/channels`)
  await page.getByRole('button', { name: 'Add a channel' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Webhook' }).click()
  await dialog.getByLabel('Name').fill('Pager')
  await dialog.getByLabel('Address').fill('http://169.254.169.254/')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/inner services, where messages are not sent/).first()).toBeVisible()
  await dialog.getByLabel('Address').fill(receiver.url)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/^whsec_/)).toBeVisible()
  await page.getByRole('button', { name: 'I have stored it' }).click()
  const line = page.getByRole('list', { name: 'Channels' }).getByRole('listitem').filter({ hasText: 'Pager' })
  await line.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('The test message was taken.', { exact: false })).toBeVisible()
  expect(receiver.got).toEqual(['alert.test'])

  // The seeded runs ended within the last hours: a line of one run is passed at once.
  await page.goto(`/t/${amber.slug}/alerts/rules/new`)
  await page.getByLabel('Name').fill('Busy')
  await page.getByLabel('Kind').click()
  await page.getByRole('option', { name: 'Threshold' }).click()
  await page.getByLabel('Figure').click()
  await page.getByRole('option', { name: 'Ended runs' }).click()
  await page.getByLabel('Least number of runs').fill('1')
  await page.getByLabel('Minutes until it is told').fill('0')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await expect(page.getByText('Enter a number.', { exact: true })).toBeVisible()
  await page.getByLabel('Line (number)').fill('1')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await page.waitForURL(/\/alerts\/rules\/[0-9a-f-]{36}$/)

  // Live: the rule's page and the bell say it without a reload, and the webhook is told once.
  await expect(page.getByRole('main').getByText('firing', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  })
  await expect.poll(() => receiver.got).toEqual(['alert.test', 'alert.fired'])
  await page.getByRole('button', { name: /^Alerts: \d+ fire/ }).click()
  await page.getByRole('menuitem', { name: /^Busy/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Busy' })).toBeVisible()
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByText(/looks after it$/).first()).toBeVisible()
  await expectAccessible(page)

  // As it was: without the rule and the channel.
  await page.getByRole('link', { name: /^Ended runs above 1/ }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible()
  await page.goto(`/t/${amber.slug}/alerts/channels`)
  await page.getByRole('button', { name: 'Remove Pager' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByText('Pager', { exact: true })).toBeHidden()
  receiver.close()
})
