import { readdir } from 'node:fs/promises'
import os from 'node:os'
import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { loadRunInput } from '../execution/load-run-input'
import { projectTests } from './project-tests'

const MODULE = 'def price(amount):\n    return amount * 3\n'
const TESTS = 'from shop import price\n\n\ndef test_price():\n    assert price(2) == 6\n'
const BROKEN =
  'from shop import price\n\n\ndef test_other(fixture_of_the_project):\n    assert price(2) == 7\n'

async function testsOf(slug: string, files: Record<string, string>, testPaths: string[]) {
  const { member } = await seedTeam({ slug })
  const { runIds } = await seedQueuedRuns(member, { 'shop.py': MODULE, ...files })
  const run = await loadRunInput(runIds['shop.py'] ?? '', 1)
  await db().module.updateMany({
    where: { snapshotId: run.snapshotId, path: { in: testPaths } },
    data: { isTest: true },
  })
  const { sourceRoot, moduleName, modulePath } = run.input
  const tested = { snapshotId: run.snapshotId, module: { sourceRoot, moduleName, modulePath } }
  return projectTests(tested, new AbortController().signal)
}
const copies = async () => (await readdir(os.tmpdir())).filter((name) => name.startsWith('assay-mended-'))

test('the project’s own tests tell a fix that breaks them from one that does not', async () => {
  const before = await copies()
  const run = await testsOf('tested', { 'tests/test_shop.py': TESTS, 'tests/test_more.py': BROKEN }, [
    'tests/test_shop.py',
    'tests/test_more.py',
  ])
  expect(await run('def price(amount):\n    return 3 * amount\n')).toBe('green')
  expect(await run('def price(amount):\n    return amount * 4\n')).toBe('red')
  expect((await copies()).filter((name) => !before.includes(name))).toEqual([])
})

test('without tests of the module that are green before it nothing is run', async () => {
  const none = await testsOf('untested', { 'test_else.py': 'def test_else():\n    assert 1\n' }, [
    'test_else.py',
  ])
  expect(await none(MODULE)).toBe('not-run')
  const red = await testsOf('red', { 'test_shop.py': BROKEN }, ['test_shop.py'])
  expect(await red(MODULE)).toBe('not-run')
})
