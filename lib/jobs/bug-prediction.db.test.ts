import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker, type TestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

const MODULE = `def last(items):
    return items[len(items)]


def add_tag(tag, tags=[]):
    tags.append(tag)
    return tags


def newest(items):
    return items[-1]
`

// A worker starts and runs real analysers and tests: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
let worker: TestWorker
beforeAll(async () => {
  worker = await startTestWorker('lib/jobs/worker-main.ts', {})
})
afterAll(() => worker.stop())

async function runOf(owner: TeamContext, projectId: string, workflow: 'bug-prediction' | 'code-review') {
  const { runIds } = await launchRuns(owner, {
    projectId,
    workflow,
    modulePaths: ['bugs.py'],
    options: LaunchOptions.parse({ useModel: false }),
  })
  return waitFor(
    'the end',
    async () => {
      const found = await db().run.findUniqueOrThrow({
        where: { id: runIds[0] ?? '' },
        include: { artifacts: true },
      })
      return ['done', 'failed', 'cancelled'].includes(found.status) && found
    },
    90_000,
  )
}

test('bugs without a model are proven by tests that fail in the sandbox, and kept with them', async () => {
  const { owner } = await seedTeam({ slug: 'predicted' })
  const { projectId } = await seedSources(owner, { slug: 'predicted', files: { 'bugs.py': MODULE } })
  const run = await runOf(owner, projectId, 'bug-prediction')
  expect(run.errorText).toBeNull()
  expect(run).toMatchObject({ verdict: 'verified', source: 'template', reason: 'opted-out' })
  const report = JSON.parse(run.artifacts.find(({ path }) => path === 'bugs.json')?.content ?? '{}')
  const proofs = new Map(
    report.findings.map(({ symbol, proof }: { symbol: string; proof: unknown }) => [symbol, proof]),
  )
  expect(proofs.get('last')).toMatchObject({
    testSource: expect.stringContaining('last([3, 1, 2])'),
    output: expect.stringContaining('IndexError'),
  })
  expect(proofs.get('add_tag')).toMatchObject({ output: expect.stringContaining('AssertionError') })
  expect(proofs.has('newest')).toBe(false)
  expect(run.artifacts.filter(({ kind }) => kind === 'proof')).toHaveLength(2)
  expect(await db().finding.count({ where: { projectId, isProven: true } })).toBe(2)
  // A review of the same text sees them again, and proves nothing itself.
  expect((await runOf(owner, projectId, 'code-review')).verdict).toBe('verified')
  expect(await db().finding.count({ where: { projectId, isProven: true } })).toBe(2)
})
