import { setTimeout as pause } from 'node:timers/promises'
import type { StandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { countRepeats, type SeenCall } from './count-repeats'
import { seedSources } from './seed/seed-sources'
import { waitFor } from './wait-for'

export interface KilledBatch {
  kills: number
  /** calls that the provider was sent, and those it answered to the end */
  calls: number
  answered: number
  /** calls sent again because the worker died before their answer was on record: the only ones that may be paid twice */
  repeated: number
  /** of the repeated, those whose earlier answer had been sent to its end: the kill fell between that and its line in the file of answers */
  repeatedCompleted: number
  /** calls sent again although the answer was on record, or had time to get there, see `countRepeats`: must be 0 */
  paidTwice: number
  /** runs that did not end `done` with one recorded answer: must be 0 */
  lost: number
  /** from the last byte of each recorded answer until its record began: how busy the machine was */
  recordLagsMs: number[]
}

/** A small generator of its own, so that a seed gives the same moments on every machine: mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const MODEL_MS = 400
/** From when a worker's first call is seen until it is killed, at most: the calls of a run and of the next are begun. */
const LONGEST_LIFE_MS = 1200
const PATIENCE_MS = 120_000

/**
 * Kills the only worker again and again, at random moments of a batch of runs of one call each, and lets the batch end;
 * then compares what the provider was sent with what is on record. Workers must use the stand-in and take few runs at once.
 */
export async function killBatch(given: {
  owner: TeamContext
  standIn: StandIn
  runs: number
  kills: number
  seed: number
  /** what counts as on its way when a worker is killed: see `countRepeats`; on a busy machine the way takes some hundred ms */
  mayBeUnrecordedMs: number
  startWorker: () => Promise<{ killHard: () => Promise<void> }>
}): Promise<KilledBatch> {
  const { owner, standIn, runs, kills, seed, mayBeUnrecordedMs, startWorker } = given
  const random = seededRandom(seed)
  const names = Array.from({ length: runs }, (_, n) => `killed_${n}.py`)
  const files = Object.fromEntries(names.map((name, n) => [name, `def f${n}(x):\n    return x + ${n}\n`]))
  const { projectId } = await seedSources(owner, { slug: `kill-${seed}`, files })
  standIn.script({ rules: [{ reply: { latencyMs: MODEL_MS, json: { tests: ['one'] } } }] })
  const options = LaunchOptions.parse({})
  const { launchId } = await launchRuns(owner, {
    projectId,
    workflow: 'test-generation',
    modulePaths: names,
    options,
  })
  const where = { launchId }
  const ended = () => db().run.count({ where: { ...where, endedAt: { not: null } } })

  const killedAtMs: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const before = standIn.log.length
    const worker = await startWorker()
    await waitFor(`a call by worker ${kill + 1}`, () => standIn.log.length > before, PATIENCE_MS)
    await pause(random() * LONGEST_LIFE_MS)
    if ((await ended()) === runs) throw new Error(`the batch was over before kill ${kill + 1} of ${kills}`)
    killedAtMs.push(Date.now())
    await worker.killHard()
  }
  const last = await startWorker()
  await waitFor('the end of the batch', async () => (await ended()) === runs, PATIENCE_MS)
  await last.killHard()

  const rows = await db().run.findMany({
    where,
    select: { targetPath: true, status: true, attempts: { where: { source: 'model', outcome: 'ok' } } },
  })
  const callsOf = (path: string): SeenCall[] =>
    standIn.log
      .filter(({ messages }) => messages.some(({ text }) => text.includes(path)))
      .map(({ receivedAt, answeredInMs, ended: how }) => {
        const receivedAtMs = Date.parse(receivedAt)
        return {
          receivedAtMs,
          completedAtMs: how === 'completed' ? receivedAtMs + (answeredInMs ?? 0) : null,
        }
      })
  let [repeated, repeatedCompleted, paidTwice, lost] = [0, 0, 0, 0]
  for (const row of rows) {
    const [attempt, ...others] = row.attempts
    const calls = callsOf(row.targetPath)
    if (row.status !== 'done' || attempt === undefined || others.length > 0 || calls.length === 0) lost += 1
    const recordedAtMs = attempt?.createdAt.getTime() ?? Number.POSITIVE_INFINITY
    const counts = countRepeats(calls, { recordedAtMs, killedAtMs, mayBeUnrecordedMs })
    repeated += counts.repeated
    repeatedCompleted += counts.repeatedCompleted
    paidTwice += counts.paidTwice
  }
  const answeredAtMs = new Map(
    standIn.log.map((entry) => [entry.requestId, Date.parse(entry.receivedAt) + (entry.answeredInMs ?? 0)]),
  )
  const recordLagsMs = rows.flatMap(({ attempts: [attempt] }) => {
    const answeredMs = answeredAtMs.get(attempt?.requestId ?? '')
    return attempt === undefined || answeredMs === undefined ? [] : [attempt.createdAt.getTime() - answeredMs]
  })
  const answered = standIn.log.filter((call) => call.ended === 'completed').length
  const counted = { repeated, repeatedCompleted, paidTwice, lost }
  return { kills, calls: standIn.log.length, answered, ...counted, recordLagsMs }
}
