// @module-tag promise
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { Reply } from '@/e2e/stand-in/types'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { saveProvider } from '@/lib/llm/save-provider'
import { launchRuns } from '@/lib/runs/launch-runs'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

const good: Reply = { json: { tests: ['one'] } }
const status = (code: number, retryAfter?: number): Reply => ({
  fault: { kind: 'status', status: code, retryAfter },
})
const MODEL = ['done', 'model', null]

/** A team with a provider of its own: what its n-th call brings, by module, and how its runs end. */
interface Team {
  slug: string
  modules: string[]
  reply: (module: string, call: number) => Reply | Promise<Reply>
  ends: unknown[]
}

const passing: Record<string, Reply> = {
  asked: status(429, 1),
  overloaded: status(529),
  broken: status(500),
  dropped: { fault: { kind: 'drop' } },
  silent: { fault: { kind: 'hang', afterEvents: null } },
  cut: { ...good, fault: { kind: 'cut', afterEvents: 3 } },
  garbled: { ...good, fault: { kind: 'malformed', afterEvents: 3 } },
}
const OUTAGE = Array.from({ length: 8 }, (_, n) => `outage_${n}`)
let allAreIn = () => {}
/** On a busy machine the first would else have failed, and opened the breaker, before the last had left. */
const together = new Promise<void>((resolve) => {
  allAreIn = resolve
})

const teams: Team[] = [
  ...Object.entries(passing).map(([name, fault]) => ({
    slug: name,
    modules: [name],
    reply: (_module: string, call: number) => (call === 1 ? fault : good),
    ends: [MODEL],
  })),
  {
    // Its eight calls fail at once: the breaker opens, and after its pause one of them finds that the outage is over.
    slug: 'outage',
    modules: OUTAGE,
    reply(_module, call) {
      if (call === OUTAGE.length) allAreIn()
      return call <= OUTAGE.length ? together.then(() => status(529)) : good
    },
    ends: OUTAGE.map(() => MODEL),
  },
  {
    slug: 'bad-request',
    modules: ['bad_request'],
    reply: () => status(400),
    ends: [['done', 'template', 'provider-refused']],
  },
  {
    slug: 'asked-for-long',
    modules: ['asked_for_long'],
    reply: () => status(429, 600),
    ends: [['done', 'template', 'provider-down']],
  },
]

let standIn: StandIn

beforeAll(async () => {
  standIn = await startStandIn()
  const calls = new Map<Team, number>()
  standIn.script({
    rules: [
      {
        reply({ allText }) {
          const named = teams.flatMap((team) => team.modules.map((module) => ({ team, module })))
          const found = named.find(({ module }) => allText.includes(`${module}.py`))
          if (found === undefined) return status(418)
          const { team, module } = found
          calls.set(team, (calls.get(team) ?? 0) + 1)
          return team.reply(module, calls.get(team) ?? 0)
        },
      },
    ],
  })
})
afterAll(() => standIn.close())

/** Launches all modules of a team; resolves to how its runs end. */
async function launchTeam({ slug, modules }: Team): Promise<() => Promise<unknown[] | null>> {
  const { owner } = await seedTeam({ slug })
  const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
  const provider = { name: 'Only', kind: 'compatible', apiKey: 'stand-in-key', models }
  await saveProvider(owner, { ...provider, baseUrl: standIn.url })
  const modulePaths = modules.map((module) => `${module}.py`)
  const files = Object.fromEntries(modulePaths.map((path) => [path, `NAME = '${path}'\n`]))
  const { projectId } = await seedSources(owner, { slug, files })
  const options = LaunchOptions.parse({})
  const launch = { projectId, workflow: 'test-generation', modulePaths, options } as const
  const { launchId } = await launchRuns(owner, launch)
  return async () => {
    const runs = await db().run.findMany({ where: { launchId } })
    if (runs.some(({ endedAt }) => endedAt === null)) return null
    return runs.map(({ status: ended, source, reason }) => [ended, source, reason])
  }
}

test('faults are got over, or named, by runs in a real worker whose waits are durable sleeps', async () => {
  const worker = await startTestWorker('lib/testing/impatient-worker-main.ts')
  const endsOf = await Promise.all(teams.map(launchTeam))
  const ends: Record<string, unknown> = {}
  for (const [index, { slug }] of teams.entries()) {
    ends[slug] = await waitFor(`the runs of ${slug}`, endsOf[index] ?? (() => null), 60_000)
  }
  await worker.stop()
  expect(ends).toEqual(Object.fromEntries(teams.map((team) => [team.slug, team.ends])))
  const waits = await db().runSpan.findMany({ where: { kind: 'wait' } })
  expect(
    waits.filter(({ status: end }) => end === 'running'),
    'waits left open',
  ).toEqual([])
  const waited = new Set(waits.map(({ runId }) => runId))
  expect(waited.size, 'every run that got over a fault waited for it').toBe(passed().length)
  const texts = waits.map(({ label, detail }) => `${label} ${detail}`)
  expect(
    texts.filter((text) => text.includes('left alone')),
    'waits for a breaker',
  ).not.toEqual([])
  expect(await db().breaker.count({ where: { state: { not: 'closed' } } }), 'breakers left open').toBe(0)
}, 120_000)

const passed = () => teams.flatMap(({ ends }) => ends).filter((end) => end === MODEL)
