import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './fixtures'
import { standInUrl } from './stand-in-control'

/** Long enough for one module on a machine that is busy with everything else. */
const RUN_TIMEOUT_MS = 90_000

/** A name that no other journey uses: the stand-in's log is read by it. */
export const uniqueName = (word: string) => `${word}${Date.now().toString(36)}`

/** Adds pasted code of one function as a project, by the form. */
export async function pasteProject(page: Page, team: string, name: string): Promise<void> {
  await page.goto(`/t/${team}/projects/new?from=paste`)
  const form = page.getByRole('tabpanel', { name: 'Pasted code' })
  await form.getByLabel('File name').fill(`${name}.py`)
  await form.getByLabel('Name (optional)').fill(name)
  await form
    .getByLabel('Python code')
    .fill(
      `def add_tax_${name}(net: int, percent: int) -> int:\n    """Adds tax."""\n    if percent < 0:\n        raise ValueError("percent must not be negative")\n    return net + net * percent // 100\n`,
    )
  await form.getByRole('button', { name: 'Import code' }).click()
  await page.waitForURL(`/t/${team}/projects/${name}`)
}

const MODELS = { Cheap: 'claude-haiku-5-5', Capable: 'claude-sonnet-5-5', Premium: 'claude-opus-5-5' }

/** Connects the stand-in model server as the team's provider, by the form, and tests the connection. */
export async function connectStandIn(page: Page, team: string): Promise<void> {
  await page.goto(`/t/${team}/settings/provider`)
  await page.getByRole('button', { name: 'Connect a model' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Compatible server').click()
  await dialog.getByLabel('Name').fill('Stand-in')
  await dialog.getByLabel('Address').fill(standInUrl)
  await dialog.getByLabel(/API key/).fill('stand-in-key-1234')
  // A server of one's own knows its models by names of its own: it is asked for them.
  await expect(dialog.getByLabel('Cheap', { exact: true })).toHaveValue('')
  await dialog.getByRole('button', { name: 'List its models' }).click()
  await expect(dialog.getByText(/It offers \d+/)).toBeVisible()
  for (const [tier, model] of Object.entries(MODELS))
    await dialog.getByLabel(tier, { exact: true }).fill(model)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText(/It answers\./)).toBeVisible()
}

/** Launches what the form has chosen by itself and, by a click each, what is named; waits for the launch page only. */
export async function startLaunch(
  page: Page,
  team: string,
  project: string,
  alsoFiles: string[] = [],
): Promise<void> {
  await page.goto(`/t/${team}/launch?project=${project}`)
  for (const file of alsoFiles) await page.getByRole('treeitem', { name: file }).click()
  await page.getByRole('button', { name: /^Run \d+ modules?/ }).click()
  await page.waitForURL(/\/launches\//)
}

/** The launch page says that all its runs have ended. */
export async function waitForLaunch(page: Page, runs: number): Promise<void> {
  await expect(page.getByText(`${runs} of ${runs} ended`)).toBeVisible({ timeout: RUN_TIMEOUT_MS })
}

/** Opens the run of a module from the launch page. */
export async function openRun(page: Page, path: string): Promise<void> {
  await page.getByRole('link', { name: path, exact: true }).click()
  await page.waitForURL(/\/runs\//)
}
