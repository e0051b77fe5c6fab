import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { cancelLaunch } from '@/lib/runs/cancel-launch'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getLaunch } from '@/lib/runs/get-launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'
import { SILENT_MS } from './resume-orphans'

// Modules are observed before the model is asked: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 })

const NAMES = ['alpha', 'beta', 'gamma', 'delta']
const FILES = Object.fromEntries(
  NAMES.map((name) => [`${name}.py`, `def ${name}(net, percent):\n    return net + net * percent // 100\n`]),
)
/** Longer than a worker may be silent and a round of the reaper. */
const PAST_THE_REAPER_MS = SILENT_MS + 3000
/** An idle machine takes 0.1 s, one with a load of 15 a few; a lost abort takes fetch's own 300. */
const CLOSED_WITHIN_MS = 5000
/** Many garbage collections. */
const A_WHILE_MS = 2000

let ctx: TeamContext
let standIn: StandIn
let projectId: string

beforeAll(async () => {
  ctx = (await seedTeam({ slug: 'hang' })).owner
  standIn = await startStandIn()
  const env = { ANTHROPIC_API_KEY: 'stand-in-key', ANTHROPIC_BASE_URL: standIn.url }
  projectId = (await seedSources(ctx, { slug: 'hang', files: FILES })).projectId
  await startTestWorker('lib/testing/collecting-worker-main.ts', env)
})

const openCalls = () => standIn.log.filter((call) => call.ended === 'open').length
const closedByUs = () => standIn.log.filter((call) => call.ended === 'client-closed').length

const request = () => ({
  projectId,
  workflow: 'test-generation' as const,
  modulePaths: Object.keys(FILES),
  options: LaunchOptions.parse({}),
})
const closed = (calls: number) =>
  waitFor(`${calls} sockets closed`, () => closedByUs() === calls, CLOSED_WITHIN_MS)

describe.each([
  { afterEvents: 2, hangMs: PAST_THE_REAPER_MS },
  { afterEvents: null, hangMs: A_WHILE_MS },
])('four runs that hang in a model call after $afterEvents events', ({ afterEvents, hangMs }) => {
  test('let go of their sockets at a cancel and hold up no new launch', async () => {
    standIn.script({ rules: [{ reply: { json: {}, fault: { kind: 'hang', afterEvents } } }] })
    const { launchId, runIds } = await launchRuns(ctx, request())
    await waitFor('four calls under way', () => openCalls() === 4, 60_000)
    await pause(hangMs)
    expect(openCalls()).toBe(4)

    await cancelRun(ctx, runIds[0] ?? '')
    await closed(1)
    expect(await cancelLaunch(ctx, launchId)).toEqual({ cancelled: 3 })
    await closed(4)
    expect((await getLaunch(ctx, launchId)).counts.cancelled).toBe(4)
    const where = { launchId, source: 'model' }
    await waitFor('attempts on record', async () => (await db().attempt.count({ where })) === 4, 15_000)
    const attempts = await db().attempt.findMany({ where })
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(Array(4).fill('cancelled'))
    const used = standIn.log.map((call) => call.usage?.inputTokens ?? 0)
    expect(attempts.map((attempt) => attempt.inputTokens).sort()).toEqual(used.sort())
    expect(used.every((tokens) => tokens > 0)).toBe(afterEvents !== null)

    standIn.script({ rules: [{ reply: { json: { imports: [], helpers: '', tests: [] } } }] })
    const again = await launchRuns(ctx, request())
    await waitFor('the first call of each', () => standIn.log.length >= 4, 30_000)
    expect(await db().runSpan.count({ where: { runId: { in: again.runIds }, kind: 'wait' } })).toBe(0)
    await cancelLaunch(ctx, again.launchId)
  })
})
