import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { makeZip } from '../lib/testing/make-zip'
import { expect, expectAccessible, newPerson, signUp, test } from './fixtures'
import { openRun, startLaunch, uniqueName, waitForLaunch } from './journey-steps'

const SOUND = `def double(number: int) -> int:\n    """Twice the number."""\n    if number < 0:\n        raise ValueError("negative")\n    return number * 2\n`
/** By path: two modules that can be tested, one that does not parse, one whose import is not to be had. */
const FILES: Record<string, string> = {
  'shop/__init__.py': 'OPENING_HOURS = (9, 18)\n',
  'shop/prices.py': SOUND,
  'shop/stock.py': `from .prices import double\n\n\ndef restock(pieces: int) -> int:\n    return double(pieces) + 1\n`,
  'shop/broken.py': 'def broken(:\n    pass\n',
  'shop/remote.py':
    'import no_such_package_of_anyone\n\n\ndef fetch() -> int:\n    return no_such_package_of_anyone.get()\n',
}

const zipOf = (files: Record<string, string>) =>
  makeZip(Object.entries(files).map(([name, content]) => ({ name, content })))

const upload = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/zip', buffer })

async function openUpload(page: Page, team: string) {
  await page.goto(`/t/${team}/projects/new?from=upload`)
  return page.getByRole('tabpanel', { name: 'Uploaded archive' })
}

test('an archive with sound, broken and unimportable modules: each ends as it should', async ({ page }) => {
  const person = newPerson('Lena')
  await signUp(page, person)
  const form = await openUpload(page, person.team)
  await form.getByLabel('Archive').setInputFiles(upload('shop.zip', zipOf(FILES)))
  await form.getByRole('button', { name: 'Import archive' }).click()
  await page.waitForURL(`/t/${person.team}/projects/shop`)
  await expect(page.getByText('Imported 5 files, 5 modules.')).toBeVisible()
  await expect(page.getByRole('treeitem', { name: /broken\.py/ })).toContainText(/syntax error/i)
  await expectAccessible(page)

  // What does not parse is not chosen by itself.
  await startLaunch(page, person.team, 'shop', ['broken.py'])
  await waitForLaunch(page, 5)
  const row = (file: string) => page.getByRole('row', { name: `shop/${file}` })
  for (const file of ['__init__.py', 'prices.py', 'stock.py']) {
    await expect(row(file).getByRole('cell', { name: 'verified', exact: true })).toBeVisible()
  }
  await expect(row('broken.py')).toContainText('unverifiedsyntax error')
  await expect(row('remote.py')).toContainText('unverifiedmissing dependency')
  await openRun(page, 'shop/remote.py')
  const main = page.getByRole('main')
  await expect(main.getByRole('status').filter({ hasText: 'missing dependency' })).toContainText(
    /Install the package/,
  )
  await expect(main.getByText(/no_such_package_of_anyone.* not installed/).first()).toBeVisible()
  await expectAccessible(page)
})

test('an archive that cannot be read is refused in words, and nothing typed is lost', async ({ page }) => {
  const person = newPerson('Timo')
  await signUp(page, person)
  const form = await openUpload(page, person.team)
  const whole = zipOf(FILES)
  for (const [name, buffer, said] of [
    ['cut.zip', whole.subarray(0, whole.length / 2), /archive is damaged/],
    ['text.zip', Buffer.from('this is no archive'), /not a zip or tar\.gz archive/],
    ['escape.zip', zipOf({ '../../escape.py': 'x = 1\n' }), /outside|leads? out/],
  ] as const) {
    await form.getByLabel('Name (optional)').fill(`My ${name}`)
    await form.getByLabel('Archive').setInputFiles(upload(name, Buffer.from(buffer)))
    await form.getByRole('button', { name: 'Import archive' }).click()
    await expect(form.getByText(said)).toBeVisible()
    await expect(form.getByText(name, { exact: true })).toBeVisible()
    await expect(form.getByLabel('Name (optional)')).toHaveValue(`My ${name}`)
  }
  await expectAccessible(page)
  await form.getByLabel('Archive').setInputFiles(upload('whole.zip', whole))
  await form.getByLabel('Name (optional)').fill('Shop at last')
  await form.getByRole('button', { name: 'Import archive' }).click()
  await page.waitForURL(`/t/${person.team}/projects/shop-at-last`)
  // The refused ones left nothing behind.
  await page.goto(`/t/${person.team}/projects`)
  await expect(page.getByRole('main').getByRole('link', { name: 'Shop at last', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/My (cut|text|escape)/)

  // The same archive once more is told first.
  const again = await openUpload(page, person.team)
  await again.getByLabel('Archive').setInputFiles(upload('whole.zip', whole))
  await again.getByRole('button', { name: 'Import archive' }).click()
  await expect(again.getByText(/Already added as Shop at last/)).toBeVisible()
  await expectAccessible(page)
  await again.getByRole('button', { name: 'Add it anyway' }).click()
  await page.waitForURL(`/t/${person.team}/projects/whole`)
  await expect(page.getByRole('treeitem', { name: /prices\.py/ })).toBeVisible()
})

test('a folder of the server is added by its path, and no folder beyond the allowed ones', async ({
  page,
}) => {
  const allowed = process.env.ASSAY_PROJECT_PATHS ?? ''
  const name = uniqueName('folder')
  await mkdir(path.join(allowed, name, 'shop'), { recursive: true })
  for (const [file, source] of Object.entries(FILES)) {
    await writeFile(path.join(allowed, name, file), source)
  }
  const person = newPerson('Vera')
  await signUp(page, person)
  await page.goto(`/t/${person.team}/projects/new?from=path`)
  const form = page.getByRole('tabpanel', { name: 'Folder on the server' })
  for (const [wrong, said] of [
    ['/etc', `This is not below ${allowed}.`],
    [path.join(allowed, 'not-there'), 'This folder does not exist on the server.'],
    [path.join(allowed, '..'), `This is not below ${allowed}.`],
    [path.join(allowed, name, 'shop', 'prices.py'), 'This is a file, not a folder.'],
  ] as const) {
    await form.getByLabel('Path on the server').fill(wrong)
    await form.getByRole('button', { name: 'Import folder' }).click()
    await expect(form.getByText(said)).toBeVisible()
  }
  await form.getByLabel('Path on the server').fill(path.join(allowed, name))
  await form.getByRole('button', { name: 'Import folder' }).click()
  await page.waitForURL(`/t/${person.team}/projects/${name}`)
  await expect(page.getByRole('treeitem', { name: /prices\.py/ })).toBeVisible()

  await writeFile(path.join(allowed, name, 'shop', 'added.py'), SOUND)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('treeitem', { name: /added\.py/ })).toBeVisible()
})
