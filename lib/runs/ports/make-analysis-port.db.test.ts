import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { loadRunInput } from '../execution/load-run-input'
import { makeAnalysisPort } from './make-analysis-port'

const GOOD = 'def add(tag, tags=[]):\n    tags.append(tag)\n    return tags\n'

test('what our analysis did not get through is not taken for what has no findings', async () => {
  const { member } = await seedTeam({ slug: 'port' })
  const { runIds } = await seedQueuedRuns(member, { 'shop.py': GOOD })
  const runId = runIds['shop.py'] ?? ''
  const run = await loadRunInput(runId, 1)
  const holder = { teamId: run.teamId, runId, isInteractive: true }
  const port = makeAnalysisPort(run, new AbortController().signal, holder)
  const evidence = await port.gather([
    { path: 'refused.py', source: `${GOOD}return tags\n` },
    { path: 'shop.py', source: GOOD },
  ])
  if ('unavailable' in evidence) throw new Error(evidence.text)
  const [refused, read] = evidence.files
  expect(refused?.detections).toEqual([])
  expect(refused?.unread).toContain('outside function')
  expect(refused?.looked).not.toContain('assay')
  expect(read).toMatchObject({ unread: null, looked: ['assay', 'ruff', 'pyright'] })
  expect(read?.detections).toHaveLength(1)
}, 60_000)

test('tests are run for a changed text that the snapshot holds, and for no other', async () => {
  const { member } = await seedTeam({ slug: 'changed' })
  const text = 'def add(tag, tags=[]):\n    tags.append(tag)\n    return tags\n'
  const tests =
    'from shop import add\n\n\ndef test_add():\n    assert add(1, []) == [1]\n    assert add(1) == [1]\n'
  const { runIds } = await seedQueuedRuns(member, { 'shop.py': text, 'test_shop.py': tests })
  const runId = runIds['shop.py'] ?? ''
  const run = await loadRunInput(runId, 1)
  await db().module.updateMany({
    where: { snapshotId: run.snapshotId, path: 'test_shop.py' },
    data: { isTest: true },
  })
  // As of a run on changes: the target is no module.
  const input = { ...run.input, modulePath: 'changes', moduleName: '', source: '' }
  const holder = { teamId: run.teamId, runId, isInteractive: true }
  const port = makeAnalysisPort({ ...run, input }, new AbortController().signal, holder)
  const check = async (source: string) => {
    const evidence = await port.gather([{ path: 'shop.py', source }])
    const detections = 'files' in evidence ? (evidence.files[0]?.detections ?? []) : []
    return port.checkFixes({ path: 'shop.py', source }, detections)
  }
  expect(await check(text)).toMatchObject([{ removesFinding: true, tests: 'green' }])
  expect(await check(`${text}\n\nx = 1\n`)).toMatchObject([{ removesFinding: true, tests: 'not-run' }])
}, 60_000)
