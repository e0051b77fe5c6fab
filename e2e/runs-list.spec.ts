import { expect, test } from './fixtures'
import { cookieOf } from './sessions'

for (const width of [1360, 390]) {
  test(`j, k and Enter walk through the runs at ${width} px`, async ({ page, context, world }) => {
    const { baseUrl, amber } = world
    const [name = '', value = ''] = (await cookieOf(world, amber.people.member)).split('=')
    await context.addCookies([{ name, value, url: baseUrl }])
    await page.setViewportSize({ width, height: 860 })
    await page.goto(`/t/${amber.slug}/runs`)
    await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
    const current = page.locator('[data-run][aria-current]:visible')
    const focused = page.locator('[data-run] a:focus')

    // The newest is the cancelled one, then the failed one. A press before the page listens is lost.
    await expect(async () => {
      await page.keyboard.press('k')
      await expect(current).toContainText('cancelled', { timeout: 1000 })
    }).toPass()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await expect(current).toContainText('failed')
    await expect(focused).toHaveAttribute('href', `/t/${amber.slug}/runs/${amber.runs.failed}`)
    await page.keyboard.press('Enter')
    await page.waitForURL(`/t/${amber.slug}/runs/${amber.runs.failed}`)
  })
}

for (const width of [1360, 1440]) {
  test(`the default columns fit at ${width} px, beside the peek panel, too`, async ({
    page,
    context,
    world,
  }) => {
    const { baseUrl, amber } = world
    const [name = '', value = ''] = (await cookieOf(world, amber.people.member)).split('=')
    await context.addCookies([{ name, value, url: baseUrl }])
    await page.setViewportSize({ width, height: 860 })
    for (const peek of ['', `?peek=${amber.runs.unverified}`]) {
      await page.goto(`/t/${amber.slug}/runs${peek}`)
      const table = page.getByRole('region', { name: 'Runs', exact: true })
      await expect(table.getByText('missing dependency')).toBeVisible()
      expect(await table.evaluate((area) => area.scrollWidth - area.clientWidth)).toBe(0)
    }
  })
}
