// @module-tag promise
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { Reply } from '@/e2e/stand-in/types'
import { db } from '@/lib/db/db'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedPayingTeam } from '@/lib/testing/seed/seed-paying-team'
import type { SeededTeam } from '@/lib/testing/seed/seed-team'
import { wordsCall } from '@/lib/testing/words-call'
import { makeModelPort } from './make-model-port'

const MODEL = 'claude-haiku-5-5'
/** Put together here, so that no file of ours holds what looks like a secret. */
const secret = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`
const good: Reply = { json: { words: ['one'] } }

let standIn: StandIn
let team: SeededTeam
let providerId: string
let runs = 0

beforeAll(async () => {
  standIn = await startStandIn()
  const seeded = await seedPayingTeam(standIn.url, MODEL)
  team = seeded.team
  providerId = seeded.providerId
})
beforeEach(() => standIn.script({ rules: [{ reply: good }] }))
afterAll(() => standIn.close())

const newRun = () => seedEngineRun(team.owner, { slug: `run-${++runs}` })

const callOf = ({ runId }: RunScope) => wordsCall(runId, { providerId, model: MODEL })

function portFor(run: RunScope, given: { signal?: AbortSignal; delivery?: 'now' | 'within-24h' } = {}) {
  const { signal = new AbortController().signal, delivery = 'now' } = given
  return makeModelPort({ run, budgetNanoUsd: null, delivery, signal })
}

/** Every insert into a table fails while `work` is under way, as if the database had gone at that moment. */
async function whileNothingGoesInto<T>(table: 'breaker' | 'batch_item', work: () => Promise<T>): Promise<T> {
  await db().$executeRawUnsafe(`CREATE OR REPLACE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$`)
  await db().$executeRawUnsafe(
    `CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_row()`,
  )
  try {
    return await work()
  } finally {
    await db().$executeRawUnsafe(`DROP TRIGGER refuse ON ${table}`)
  }
}

async function expectNothingReserved(): Promise<void> {
  expect(await db().budgetReservation.count()).toBe(0)
  expect(await db().budget.findFirstOrThrow()).toMatchObject({ reservedNanoUsd: 0n })
}

describe('a call that was paid', () => {
  it('is on record although what follows it fails', async () => {
    standIn.script({ rules: [{ reply: { ...good, fault: { kind: 'cut', afterEvents: 4 } } }] })
    const run = await newRun()
    const answer = await whileNothingGoesInto('breaker', () => portFor(run).call(callOf(run), async () => {}))
    expect(answer).toMatchObject({ admitted: true, attempt: { outcome: 'cut-stream' } })
    const row = await db().attempt.findUniqueOrThrow({ where: { id: callOf(run).attemptId } })
    expect(row.costNanoUsd).toBeGreaterThan(0n)
    await expectNothingReserved()
  })

  it('gives a replay the very text that the first pass went on with, its own secrets masked', async () => {
    standIn.script({ rules: [{ reply: { json: { words: [secret, `me${'@'}acme.io`] } } }] })
    const run = await newRun()
    const first = await portFor(run).call(callOf(run), async () => {})
    const again = await portFor(run).call(callOf(run), async () => {})
    if (!first.admitted || !again.admitted) throw new Error('not admitted')
    expect(standIn.log).toHaveLength(1)
    // What looks like somebody's address is the model's own invention.
    expect(first.text).toMatch(/^\{"words":\["<secret-[0-9a-f]{8}>","me@acme\.io"\]\}$/)
    expect(again.text).toBe(first.text)
  })
})

describe('a call that was refused', () => {
  it('is not replayed sooner than its provider asked', async () => {
    standIn.script({ rules: [{ reply: { fault: { kind: 'status', status: 429, retryAfter: '7' } } }] })
    const run = await newRun()
    for (const _time of ['at first', 'again']) {
      const answer = await portFor(run).call(callOf(run), async () => {})
      expect(answer).toMatchObject({ attempt: { outcome: 'rate-limited' }, retryAfterMs: 7000 })
    }
    expect(standIn.log).toHaveLength(1)
  })
})

describe('a reservation is given back', () => {
  it('by a call that is cancelled before it is made', async () => {
    const controller = new AbortController()
    const run = await newRun()
    const call = portFor(run, { signal: controller.signal }).call(callOf(run), async () => controller.abort())
    await expect(call).rejects.toThrow('aborted')
    expect(standIn.log).toHaveLength(0)
    await expectNothingReserved()
  })

  it('by a call that its batch could not take', async () => {
    const run = await newRun()
    const port = portFor(run, { delivery: 'within-24h' })
    await expect(
      whileNothingGoesInto('batch_item', () => port.call(callOf(run), async () => {})),
    ).rejects.toThrow('no room')
    await expectNothingReserved()
  })
})
