import { beforeEach, describe, expect, it } from 'vitest'
import { closeDb, db } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { LaunchOptions } from '@/lib/domain/launch'
import type { AttemptOutcome, Tier } from '@/lib/domain/words'
import { saveProvider } from '@/lib/llm/save-provider'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { decidePolicy } from '../ports/decide-policy'
import { getRoutingBoard } from './get-routing-board'
import { forgetPassages, loadPassages } from './load-passages'
import { pinStartTier } from './pin-start-tier'
import { readPassages } from './read-passages'
import { startFactsColumns, startFactsOf } from './read-start-facts'
import { resetStartTier } from './reset-start-tier'

const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const place = { workflow: 'test-generation', stage: 'generate' } as const
const question = { stage: 'generate', part: null, bySize: 'cheap' } as const
const MINUTE_MS = 60_000

async function startFacts(run: RunScope, of: { stage: string; part: string | null }) {
  const [row] = await queryOften(sql`SELECT ${startFactsColumns(run, of)}`)
  return startFactsOf(row)
}

let team: SeededTeam
let run: RunScope
let teams = 0
let runs = 0

beforeEach(async () => {
  teams += 1
  forgetPassages()
  team = await seedTeam({ slug: `team${teams}` })
  run = await seedEngineRun(team.owner, { slug: 'shop' })
  await saveProvider(team.owner, {
    name: 'Nowhere',
    kind: 'compatible',
    baseUrl: 'http://127.0.0.1:9',
    apiKey: 'a-key-of-nowhere',
    models,
  })
})

type Call = { tier: Tier; outcome: AttemptOutcome; costNanoUsd?: number; tierReason?: string }

/** A run on the same module as `run` whose stage made these calls. */
async function seedPassage(
  calls: Call[],
  given: { minutesAgo?: number; status?: string; part?: string; targetPath?: string } = {},
): Promise<void> {
  runs += 1
  const id = `passage-${runs}`
  const { minutesAgo = runs, status = 'done', part } = given
  const of = await db().run.findUniqueOrThrow({ where: { id: run.runId } })
  const createdAt = new Date(Date.now() - minutesAgo * MINUTE_MS)
  const { teamId, projectId, launchId, snapshotId, workflow, targetKind, targetHash, createdBy } = of
  const shared = { teamId, projectId, launchId, workflow }
  const targetPath = given.targetPath ?? of.targetPath
  await db().run.create({
    data: {
      ...shared,
      id,
      snapshotId,
      targetKind,
      targetPath,
      targetHash,
      createdBy,
      status,
      options: {},
      createdAt,
    },
  })
  const prefix = [id, 1, 'generate', ...(part === undefined ? [] : [part])].join('.')
  await db().attempt.createMany({
    data: calls.map(({ tier, outcome, costNanoUsd = 1000, tierReason = 'size' }, at) => ({
      ...shared,
      id: `${prefix}.attempt-${at + 1}`,
      runId: id,
      userId: createdBy,
      stage: 'generate',
      tryNumber: 1,
      sequence: at + 1,
      source: 'model',
      tier,
      tierReason,
      model: models[tier],
      outcome,
      costNanoUsd: BigInt(costNanoUsd),
      createdAt: new Date(createdAt.getTime() + at * 1000),
    })),
  })
}

/** Sessions count time in this zone while `work` goes on: 14 hours before UTC in Kiritimati. */
async function withDatabaseZone(zone: string, work: () => Promise<void>): Promise<void> {
  const [row] = await db().$queryRaw<{ name: string }[]>`SELECT current_database() AS name`
  const setZone = async (to: string) => {
    await db().$executeRawUnsafe(`ALTER DATABASE "${row?.name}" SET timezone TO ${to}`)
    await closeDb()
  }
  await setZone(`'${zone}'`)
  try {
    await work()
  } finally {
    await setZone('DEFAULT')
  }
}

describe('the evidence', () => {
  it('tells for each passage where it started, what that tier made of it and what it cost there', async () => {
    await seedPassage(
      [
        { tier: 'cheap', outcome: 'invalid-output', tierReason: 'first' },
        { tier: 'cheap', outcome: 'ok' },
      ],
      { minutesAgo: 3 },
    )
    await seedPassage(
      [
        { tier: 'cheap', outcome: 'refusal' },
        { tier: 'capable', outcome: 'ok', costNanoUsd: 9000 },
      ],
      { minutesAgo: 2 },
    )
    await seedPassage([{ tier: 'premium', outcome: 'ok' }], { minutesAgo: 1, part: 'lower' })
    const found = await readPassages(run.teamId, place)
    expect(found).toEqual([
      expect.objectContaining({ startTier: 'premium', passed: true, costNanoUsd: 1000 }),
      expect.objectContaining({ startTier: 'cheap', passed: false, costNanoUsd: 1000, model: models.cheap }),
      expect.objectContaining({ startTier: 'cheap', passed: true, costNanoUsd: 2000, startReason: 'first' }),
    ])
    expect(found[0]?.size).toEqual({ codeLines: 1, branches: 0, publicSymbols: 0 })
  })

  it('leaves out faults of providers, runs that are not done, old ones and other teams', async () => {
    await seedPassage([
      { tier: 'cheap', outcome: 'timeout' },
      { tier: 'cheap', outcome: 'rate-limited' },
    ])
    await seedPassage([{ tier: 'cheap', outcome: 'ok' }], { status: 'running' })
    await seedPassage([{ tier: 'cheap', outcome: 'ok' }], { minutesAgo: 31 * 24 * 60 })
    expect(await readPassages(run.teamId, place)).toEqual([])
    await seedPassage([{ tier: 'cheap', outcome: 'ok' }])
    expect(await readPassages(run.teamId, place)).toHaveLength(1)
    const other = await seedTeam({ slug: `other${teams}` })
    expect(await readPassages(other.owner.teamId, place)).toEqual([])
    expect(await readPassages(run.teamId, { ...place, stage: 'another' })).toEqual([])
  })

  it('goes back 30 days wherever the database stands', async () => {
    await seedPassage([{ tier: 'cheap', outcome: 'ok' }], { minutesAgo: (30 * 24 - 5) * 60 })
    await withDatabaseZone('Pacific/Kiritimati', async () => {
      expect(await readPassages(run.teamId, place)).toHaveLength(1)
      expect((await startFacts(run, question)).past).toEqual({ cheap: 'passed' })
    })
  })

  it('is read by the index of team, workflow, stage and time', async () => {
    const plan = await db().$transaction(async (tx) => {
      // A table of a few rows is read as a whole otherwise.
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
        EXPLAIN SELECT id FROM attempt WHERE "teamId" = 'a' AND workflow = 'b' AND stage = 'c'
          AND "createdAt" > now() AT TIME ZONE 'UTC' - interval '30 days' ORDER BY "createdAt" DESC LIMIT 3000`
    })
    const scans = plan.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Scan'))
    expect(scans.length).toBeGreaterThan(0)
    for (const scan of scans) expect(scan).toMatch(/attempt_\w+_teamId_workflow_stage_createdAt_idx/)
  })

  it('is asked for once a minute', async () => {
    expect(await loadPassages(run.teamId, place)).toEqual([])
    await seedPassage([{ tier: 'cheap', outcome: 'ok' }])
    expect(await loadPassages(run.teamId, place)).toEqual([])
    forgetPassages()
    expect(await loadPassages(run.teamId, place)).toHaveLength(1)
  })
})

it('the past of a target is how each tier ended last on it, part by part', async () => {
  await seedPassage([{ tier: 'cheap', outcome: 'ok' }], { minutesAgo: 9 })
  await seedPassage(
    [
      { tier: 'cheap', outcome: 'invalid-output' },
      { tier: 'capable', outcome: 'ok' },
    ],
    { minutesAgo: 5 },
  )
  await seedPassage([{ tier: 'cheap', outcome: 'timeout' }], { minutesAgo: 1 })
  await seedPassage([{ tier: 'premium', outcome: 'ok' }], { minutesAgo: 2, part: 'lower' })
  await seedPassage([{ tier: 'premium', outcome: 'refusal' }], { minutesAgo: 2, targetPath: 'other.py' })
  expect((await startFacts(run, question)).past).toEqual({ cheap: 'failed', capable: 'passed' })
  expect((await startFacts(run, { stage: 'generate', part: 'lower' })).past).toEqual({
    premium: 'passed',
  })
})

describe('the policy', () => {
  const decide = (options = {}) => decidePolicy(run, LaunchOptions.parse(options), question)
  const failing = async (n: number) => {
    for (let at = 0; at < n; at += 1) {
      await seedPassage(
        [
          { tier: 'cheap', outcome: 'invalid-output' },
          { tier: 'capable', outcome: 'ok' },
        ],
        {
          targetPath: 'module.py',
        },
      )
    }
  }

  it('leaves a start to its size when nothing is known', async () => {
    expect(await decide()).toMatchObject({ allowed: true, start: null })
  })

  it('learns, lets the past of the target win over that, a pin over both, and a launch over all', async () => {
    const elsewhere = await db().module.findFirstOrThrow({ where: { projectId: run.projectId } })
    await db().module.create({
      data: { ...elsewhere, id: `else-${teams}`, path: 'else.py', facts: {}, syntaxError: undefined },
    })
    for (let at = 0; at < 20; at += 1) {
      await seedPassage([{ tier: 'cheap', outcome: 'invalid-output' }], { targetPath: 'else.py' })
    }
    expect(await decide()).toMatchObject({
      start: { tier: 'capable', reason: 'learned: cheap passed 0 of 20 (0–16 %), fewer than half → capable' },
    })
    await seedPassage([
      { tier: 'capable', outcome: 'refusal' },
      { tier: 'premium', outcome: 'ok' },
    ])
    expect(await decide()).toMatchObject({ start: { tier: 'premium', byPerson: false } })
    await pinStartTier(team.admin, { ...place, tier: 'cheap', note: 'we are patient' })
    expect(await decide()).toMatchObject({
      start: {
        tier: 'cheap',
        byPerson: true,
        reason: 'pinned in Settings → Routing (cheap): “we are patient”',
      },
    })
    expect(await decide({ startTier: 'premium' })).toMatchObject({ allowed: true, start: null })
  })

  it('shows on the page what it does', async () => {
    await failing(14)
    const [early] = await getRoutingBoard(team.viewer)
    expect(early?.classes[0]).toMatchObject({
      why: 'By size: cheap has 14 of the 20 results from which a tier counts.',
      models: { cheap: [models.cheap], premium: [models.premium] },
    })
    forgetPassages()
    await failing(6)
    const [stage] = await getRoutingBoard(team.viewer)
    expect(stage?.classes[0]).toMatchObject({
      bySize: 'cheap',
      start: 'capable',
      kind: 'learned',
      why: 'cheap passed 0 of 20 (0–16 %), fewer than half',
      evidence: { cheap: { n: 20, passed: 0, meanCostNanoUsd: 1000 }, capable: { n: 0, success: null } },
    })
    expect(stage?.classes[1]).toMatchObject({
      bySize: 'capable',
      start: 'capable',
      kind: 'size',
      trial: null,
    })
    await db().provider.updateMany({ data: { models: { ...models, cheap: 'claude-new-9' } } })
    const [changed] = await getRoutingBoard(team.viewer)
    expect(changed?.classes[0], 'why the evidence is gone').toMatchObject({
      evidence: { cheap: { n: 0 } },
      setAside: [{ tier: 'cheap', model: models.cheap, n: 20 }],
    })
    expect(changed?.classes[1]?.setAside).toEqual([])
  })
})

describe('a pin', () => {
  it('is set, changed and reset by those who manage settings, with audit rows', async () => {
    await expectRefused(pinStartTier(team.member, { ...place, tier: 'premium', note: '' }), 'forbidden')
    await expectRefused(resetStartTier(team.member, place), 'forbidden')
    await expectRefused(
      pinStartTier(team.admin, { ...place, stage: 'none', tier: 'premium', note: '' }),
      'not-found',
    )
    await pinStartTier(team.admin, { ...place, tier: 'premium', note: 'money code' })
    await pinStartTier(team.owner, { ...place, tier: 'cheap', note: '' })
    const [pinned] = await getRoutingBoard(team.viewer)
    expect(pinned?.pin).toMatchObject({ tier: 'cheap', note: null, by: `owner of Team team${teams}` })
    expect(pinned?.classes.map(({ start, kind, trial }) => [start, kind, trial])).toEqual([
      ['cheap', 'pinned', null],
      ['cheap', 'pinned', null],
    ])
    await resetStartTier(team.admin, place)
    await resetStartTier(team.admin, place)
    const [reset] = await getRoutingBoard(team.viewer)
    expect(reset?.pin).toBeNull()
    const audit = await db().auditEntry.findMany({
      where: { teamId: run.teamId, action: { startsWith: 'routing.' } },
      orderBy: { createdAt: 'asc' },
    })
    expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
      ['routing.pin', { tier: 'premium', note: 'money code' }],
      ['routing.pin', { tier: 'cheap', note: null }],
      ['routing.reset', {}],
    ])
  })

  it('is of one team only', async () => {
    const other = await seedTeam({ slug: `other${teams}` })
    await pinStartTier(other.owner, { ...place, tier: 'premium', note: '' })
    const [own] = await getRoutingBoard(team.viewer)
    expect(own?.pin).toBeNull()
  })
})
