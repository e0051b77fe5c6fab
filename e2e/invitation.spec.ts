import { openMailbox } from '../lib/testing/open-mailbox'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'

test('an invitation arrives by e-mail, and its link leads its reader into the team', async ({ page }) => {
  const mailbox = await openMailbox(Number(process.env.ASSAY_MAIL_PORT))
  const lead = newPerson('Ida')
  const guest = newPerson('Gus')
  await signUp(page, lead)
  await page.goto(`/t/${lead.team}/settings/members`)
  await page.getByLabel('For whom (optional)').fill(guest.email)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByText(`The link was sent to ${guest.email}.`)).toBeVisible()
  await expectAccessible(page)
  await mailbox.close()
  const mail = mailbox.mails.find(({ to }) => to.includes(guest.email))
  expect(mail?.subject).toBe(`Invitation to the team "${lead.teamName}" on Assay`)

  await page.context().clearCookies()
  await page.goto(/http\S+\/invite\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'about:blank')
  await expect(page.getByRole('heading', { name: `Join ${lead.teamName}` })).toBeVisible()
  await page.getByLabel('Your name').fill(guest.name)
  await page.getByLabel('E-mail').fill(guest.email)
  await page.getByLabel('Password').fill(guest.password)
  await page.getByRole('button', { name: 'Create account', exact: false }).click()
  await page.waitForURL(`/t/${lead.team}`)
  await page.goto(`/t/${lead.team}/settings/members`)
  await expect(page.getByRole('row', { name: new RegExp(`Gus.*${guest.email}`) })).toBeVisible()
})
