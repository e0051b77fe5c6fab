import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { uniqueName, waitForLaunch } from './journey-steps'

/** A mistake that stands unchanged, and the same mistake brought in by the change. */
const BEFORE = `def collect(item, items=[]):\n    items.append(item)\n    return items\n`
const AFTER = `${BEFORE}\n\ndef remember(price, prices=[]):\n    prices.append(price)\n    return prices\n`
const PASTED = `--- a/shop.py\n+++ b/shop.py\n@@ -1,3 +1,8 @@\n${BEFORE.replace(/^/gm, ' ').trimEnd()}\n+\n+\n+def remember(price, prices=[]):\n+    prices.append(price)\n+    return prices\n`

/** A checkout below the allowed folders: `main` as it is imported, and a branch with the change. */
async function makeCheckout(name: string): Promise<string> {
  const folder = path.join(process.env.ASSAY_PROJECT_PATHS ?? '', name)
  await mkdir(folder, { recursive: true })
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.test', ...args], {
      cwd: folder,
      stdio: 'pipe',
    })
  git('init', '--quiet', '--initial-branch=main', '.')
  await writeFile(path.join(folder, 'shop.py'), BEFORE)
  git('add', '.')
  git('commit', '--quiet', '-m', 'A shop that collects')
  git('switch', '--quiet', '-c', 'memory')
  await writeFile(path.join(folder, 'shop.py'), AFTER)
  git('commit', '--quiet', '-am', 'A memory of prices')
  git('switch', '--quiet', 'main')
  return folder
}

async function importFolder(page: Page, team: string, folder: string): Promise<void> {
  await page.goto(`/t/${team}/projects/new?from=path`)
  const form = page.getByRole('tabpanel', { name: 'Folder on the server' })
  await form.getByLabel('Path on the server').fill(folder)
  await form.getByRole('button', { name: 'Import folder' }).click()
  await page.waitForURL(`/t/${team}/projects/${path.basename(folder)}`)
  await expect(page.getByRole('treeitem', { name: /shop\.py/ })).toBeVisible()
}

const Report = z.object({
  findings: z.array(z.object({ path: z.string(), range: z.object({ startLine: z.number() }) })),
})
const Detail = z.object({ artifacts: z.array(z.object({ path: z.string(), content: z.string() })) })

/** Places of the findings that the review of the open run page came to. */
async function placesOf(page: Page): Promise<string[]> {
  const [, , team = '', , run = ''] = new URL(page.url()).pathname.split('/')
  const answer = await page.request.get(`/api/t/${team}/runs/${run}`)
  const { artifacts } = Detail.parse(await answer.json())
  const report = artifacts.find((artifact) => artifact.path.endsWith('.json'))
  const { findings } = Report.parse(JSON.parse(report?.content ?? ''))
  return findings.map((finding) => `${finding.path}:${finding.range.startLine}`)
}

// Names that mean nothing and diffs that do not fit are answered with 400, which browsers log.
test.use({ allowedErrors: [/status of 400/] })

test('a review of a commit range, without a model, speaks of changed lines alone', async ({ page }) => {
  const person = newPerson('Ann')
  await signUp(page, person)
  // Browsers ask for it whenever a page's own icon is not in the head yet; without it a journey fails now and then.
  expect((await page.request.get('/favicon.ico')).status()).toBe(200)
  const name = uniqueName('checkout')
  await importFolder(page, person.team, await makeCheckout(name))

  await page.goto(`/t/${person.team}/launch?project=${name}`)
  await page.getByRole('radio', { name: 'Changes' }).click()
  await expect(page.getByText('A shop that collects', { exact: true })).toBeVisible()
  await page.getByLabel('From', { exact: true }).fill('main')
  await page.getByLabel('To', { exact: true }).fill('nowhere')
  await expect(page.getByText('no branch, tag or commit “nowhere”')).toBeVisible()
  await page.getByLabel('To', { exact: true }).fill('memory')
  const changed = page.getByRole('region', { name: 'What changed' })
  await expect(changed).toContainText('main…memory: 1 file, +5 −0 lines')
  await expect(page.getByRole('radio', { name: /Test generation/ })).toBeDisabled()
  await expect(page.getByText('1 changed file', { exact: true })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Run on 1 changed file/ }).click()
  await page.waitForURL(/\/launches\//)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Code review on main…memory')
  await waitForLaunch(page, 1)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'main…memory (1 file +5 −0)', exact: true }).click()
  await page.waitForURL(/\/runs\//)
  expect(await placesOf(page)).toEqual(['shop.py:6'])
  await page.getByRole('tab', { name: 'source' }).click()
  const files = page.getByRole('tabpanel', { name: 'source' })
  await expect(files.getByText('def remember(price, prices=[]):')).toBeVisible()
  await expectAccessible(page)
})

test('a pasted diff that does not fit is refused with its hunk, and nothing pasted is lost', async ({
  page,
}) => {
  const person = newPerson('Ben')
  await signUp(page, person)
  const name = uniqueName('pasted')
  await importFolder(page, person.team, await makeCheckout(name))
  await page.goto(`/t/${person.team}/launch?project=${name}&what=diff`)
  const diff = page.getByLabel('Unified diff')
  await diff.fill(PASTED.replace(' def collect(item, items=[]):', ' def gather(item, items=[]):'))
  await expect(page.getByText('Hunk 1 of 1 in shop.py (@@ -1,3 +1,8 @@) does not fit')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Choose changes' })).toBeDisabled()
  await page.getByRole('radio', { name: 'Branch or pull request' }).click()
  await page.getByRole('radio', { name: 'Pasted diff' }).click()
  await expect(diff).toHaveValue(/def gather/)
  await expectAccessible(page)
  await diff.fill(PASTED)
  await page.getByRole('button', { name: /^Run on 1 changed file/ }).click()
  await page.waitForURL(/\/launches\//)
  await waitForLaunch(page, 1)
  await page.getByRole('link', { name: /^pasted diff [0-9a-f]{8} \(1 file \+5 −0\)$/ }).click()
  await page.waitForURL(/\/runs\//)
  expect(await placesOf(page)).toEqual(['shop.py:6'])
})
