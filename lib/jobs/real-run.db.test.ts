import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions, type LaunchRequest } from '@/lib/domain/launch'
import { cancelRun } from '@/lib/runs/cancel-run'
import { runFlowId } from '@/lib/runs/durable/engine-names'
import { estimateLaunch } from '@/lib/runs/estimate-launch'
import { getRun } from '@/lib/runs/get-run'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker, type TestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

// Put together here, so that no file of ours holds what looks like a secret.
const TOKEN = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`
const MODULE = `
TOKEN = "${TOKEN}"


def parse_price(text):
    """Cents of a price such as '12.50'."""
    whole, dot, cents = text.strip().partition(".")
    if not whole.isdigit():
        raise ValueError(f"not a price: {text!r}")
    return int(whole) * 100 + int((cents + "00")[:2])
`
const codeOf = (name: string, assertion: string) => ({
  name,
  purpose: 'pins a price down',
  code: `def ${name}():\n    assert ${assertion}`,
})
const GOOD = codeOf('test_cents', 'parse_price(" 12.50 ") == 1250')
const FALSE = codeOf('test_whole', 'parse_price("3") == 3, print(TOKEN) or TOKEN')
const REPAIRED = codeOf('test_whole', 'parse_price("3") == 300')
const answer = (...tests: { name: string }[]) => ({
  json: { imports: ['from price import TOKEN, parse_price'], helpers: '', tests },
})
const HANG = { latencyMs: 60_000, ...answer(REPAIRED) }

// Worker processes start, die and are missed: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 })

let ctx: TeamContext
let standIn: StandIn
let worker: TestWorker
let env: Record<string, string>

beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'real' })).owner
  standIn = await startStandIn()
  env = { ANTHROPIC_API_KEY: 'stand-in-key', ANTHROPIC_BASE_URL: standIn.url }
  worker = await startTestWorker('lib/jobs/worker-main.ts', env)
})

const requestFor = (projectId: string, options: Partial<LaunchOptions>): LaunchRequest => ({
  ...{ projectId, workflow: 'test-generation', modulePaths: ['price.py'] },
  options: LaunchOptions.parse(options),
})

let launches = 0
async function launch(options: Partial<LaunchOptions>): Promise<string> {
  const slug = `real-${launches++}`
  const { projectId } = await seedSources(ctx, { slug, files: { 'price.py': MODULE } })
  const { runIds } = await launchRuns(ctx, requestFor(projectId, options))
  return runIds[0] ?? ''
}

/** No row of what executions, checkpoints and the cache keep holds the text. */
async function expectNowhere(text: string): Promise<void> {
  const [found] = await db().$queryRaw<{ log: string; places: string[] }[]>`
    WITH kept AS (
      SELECT 'check' AS place, to_jsonb("check")::text AS row FROM "check"
      UNION ALL SELECT 'cache_entry', to_jsonb(cache_entry)::text FROM cache_entry
      UNION ALL SELECT 'operation_outputs', to_jsonb(operation_outputs)::text FROM dbos.operation_outputs
      UNION ALL SELECT 'attempt_payload', to_jsonb(attempt_payload)::text FROM attempt_payload
    )
    SELECT coalesce(array_agg(DISTINCT place) FILTER (WHERE position(${text} IN row) > 0), '{}') AS places,
      string_agg(row, '') FILTER (WHERE place = 'check') AS log FROM kept`
  expect(found?.places).toEqual([])
  expect(found?.log).toContain('<secret-')
}

const endOf = (runId: string) =>
  waitFor(
    `end of ${runId}`,
    async () => {
      const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
      return ['done', 'failed', 'cancelled'].includes(run.status) && run
    },
    45_000,
  )

describe('a real run', () => {
  test('without a model ends verified, with coverage and nothing paid', async () => {
    const run = await endOf(await launch({ useModel: false }))
    expect(run.errorText).toBeNull()
    const detail = await getRun(ctx, run.id)
    expect(detail.run).toMatchObject({
      verdict: 'verified',
      source: 'template',
      reason: 'opted-out',
      costNanoUsd: 0,
      modelCalls: 0,
    })
    expect(detail.run.figures.testsPassed).toBeGreaterThan(2)
    expect(detail.run.figures.coveredStatements).toBe(detail.run.figures.statements)
    expect(detail.run.figures.mutantsRun).toBeGreaterThan(2)
    expect(detail.artifacts[0]?.content).toContain('parse_price')
    expect(detail.spans.every((span) => span.endedAt !== null)).toBe(true)
    expect(standIn.log).toHaveLength(0)
  })

  test('goes on after kill -9 and does not pay a finished model call again', async () => {
    standIn.script({
      rules: [
        { match: { requestNumbers: [1] }, reply: answer(GOOD, FALSE) },
        { match: { requestNumbers: [2] }, reply: HANG },
        { match: {}, reply: answer(REPAIRED) },
      ],
    })
    const runId = await launch({})
    await waitFor('the repair call under way', () => standIn.log.length === 2, 45_000)
    await worker.killHard()
    worker = await startTestWorker('lib/jobs/worker-main.ts', env)
    const run = await endOf(runId)
    expect(run).toMatchObject({ status: 'done', source: 'model', verdict: 'verified', tryNumber: 1 })
    // The first call once, the one under way at the kill twice: it had not been answered, nor paid.
    expect(standIn.log).toHaveLength(3)
    const { attempts, artifacts } = await getRun(ctx, runId)
    const calls = attempts.filter((attempt) => attempt.source === 'model')
    expect(calls).toHaveLength(2)
    expect(run.modelCalls).toBe(2)
    expect(Number(run.costNanoUsd)).toBe(calls.reduce((sum, call) => sum + (call.costNanoUsd ?? 0), 0))
    expect(artifacts).toHaveLength(1)
    expect(artifacts[0]?.content).toContain('def test_whole')
    await expectNowhere(TOKEN)
    // What it stored lies where an estimate looks: their keys are made in two places.
    const provider = await db().provider.create({
      data: {
        ...{ teamId: ctx.teamId, name: 'the same models', kind: 'anthropic', createdBy: ctx.userId },
        models: { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' },
      },
    })
    const again = requestFor(run.projectId, {})
    expect(await estimateLaunch(ctx, again)).toMatchObject({ fromCache: 1, highNanoUsd: 0 })
    await db().provider.delete({ where: { id: provider.id } })
  })

  test('cancelled in a model call closes its connection within a second and stays cancelled', async () => {
    standIn.script({ rules: [{ match: {}, reply: HANG }] })
    const runId = await launch({ useCache: false })
    await waitFor('the call under way', () => standIn.log.length === 1, 45_000)
    const before = Date.now()
    await cancelRun(ctx, runId)
    await waitFor(
      'the attempt on record as cancelled',
      async () => (await db().attempt.count({ where: { runId, outcome: 'cancelled' } })) === 1,
      1000,
    )
    expect(Date.now() - before).toBeLessThan(1000)
    const flow = await db().$queryRaw`
      SELECT status FROM dbos.workflow_status WHERE workflow_uuid = ${runFlowId(runId, 1)}`
    expect(flow).toEqual([{ status: 'CANCELLED' }])
    expect((await endOf(runId)).status).toBe('cancelled')
  })
})
