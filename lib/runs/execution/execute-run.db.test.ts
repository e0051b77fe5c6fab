import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { scriptedTools } from '@/lib/testing/scripted-workflow'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { executeRun } from './execute-run'

test('logs each run from begin to end under the request that launched it', async () => {
  const ctx = (await seedTeam({ slug: 'logged' })).member
  const { launchId, runIds } = await seedQueuedRuns(ctx, {
    'good.py': 'sleep 1\n',
    'bad.py': 'fail for a reason\n',
  })
  await db().run.updateMany({ where: { launchId }, data: { requestId: 'trace-12345678' } })
  const lines: Record<string, unknown>[] = []
  vi.spyOn(log, 'child').mockImplementation((bindings) =>
    Object.assign(Object.create(log), {
      info: (fields: object, text: string) => lines.push({ ...bindings, ...fields, text }),
      error: (fields: object, text: string) => lines.push({ ...bindings, ...fields, text }),
    }),
  )
  const execute = (path: string) =>
    executeRun(
      {
        runId: runIds[path] ?? '',
        tryNumber: 1,
        step: <T>(_name: string, work: () => Promise<T>) => work(),
        sleep: async () => undefined,
        signal: new AbortController().signal,
        isInterruption: () => false,
      },
      scriptedTools,
    )
  await execute('good.py')
  await execute('bad.py')
  const common = { requestId: 'trace-12345678', tryNumber: 1 }
  const good = { ...common, runId: runIds['good.py'] }
  const bad = { ...common, runId: runIds['bad.py'] }
  const durationMs = expect.any(Number)
  expect(lines).toEqual([
    { ...good, launchId, workflow: 'test-generation', text: 'run begins' },
    { ...good, outcome: 'verified', durationMs, text: 'run ended' },
    { ...bad, launchId, workflow: 'test-generation', text: 'run begins' },
    { ...bad, err: new Error('for a reason'), text: 'run failed unexpectedly' },
    { ...bad, outcome: 'failed', durationMs, text: 'run ended' },
  ])
})
