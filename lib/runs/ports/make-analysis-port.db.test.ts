import { expect, test } from 'vitest'
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
