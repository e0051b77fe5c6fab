import { expect, expectAccessible, test } from './fixtures'
import { cookieOf } from './sessions'

test('a viewer who opens a page for others is told who can, and is offered nothing that they cannot do', async ({
  page,
  context,
  world,
}) => {
  const { baseUrl, amber } = world
  const [name = '', value = ''] = (await cookieOf(world, amber.people.viewer)).split('=')
  await context.addCookies([{ name, value, url: baseUrl }])
  const main = page.getByRole('main')
  for (const { path, title, said } of [
    { path: '/launch', title: 'Launch', said: 'As a viewer you cannot launch runs' },
    { path: '/projects/new', title: 'Add a project', said: 'As a viewer you cannot add projects' },
  ]) {
    await page.goto(`/t/${amber.slug}${path}`)
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
    await expect(main.getByText(said)).toBeVisible()
    await expect(
      main.getByText(/In this team owners, admins and members can\. Ask .*\(member\)/),
    ).toBeVisible()
    const changers = main.getByText('Your own role can be changed by')
    await expect(changers).toContainText('(owner)')
    await expect(changers).toContainText('(admin)')
    await expect(changers).not.toContainText('(member)')
    await expectAccessible(page)
  }
  for (const path of [
    '',
    '/runs',
    '/projects',
    `/projects/${amber.sample.slug}`,
    '/runs?q=nothing-like-it',
  ]) {
    await page.goto(`/t/${amber.slug}${path}`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(
      main.locator('a[href*="/launch?"], a[href$="/launch"], a[href$="/projects/new"]'),
    ).toHaveCount(0)
  }
})
