import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { StandIn } from '@/e2e/stand-in/start-stand-in'
import type { TeamContext } from '@/lib/teams/team-context'
import { percentile } from './percentile'
import { type BenchRun, runLaunch, seedModules } from './run-launch'
import { startBenchWorker } from './spawn-bench'
import type { Figure } from './summarise'

const MODEL_MS = 1000
/** Answers of a real provider do not come in step: each takes its own time, a second in the mean. */
const FASTEST_MS = 500
const SLOWEST_MS = 1500
const CONCURRENT = 20
/** The first runs fill caches, connections and the compiler: a server is warm after its first seconds. */
const WARM_UP = 60
const BATCH = 500

interface Bench {
  owner: TeamContext
  standIn: StandIn
  env: Record<string, string>
}

function answerAfter(standIn: StandIn, latencyMsOf: (requestNumber: number) => number): void {
  const json = { tests: ['one', 'two'] }
  standIn.script({ rules: [{ reply: ({ number }) => ({ latencyMs: latencyMsOf(number), json }) }] })
}

/** Evenly spread between fastest and slowest, the same for the same request in every run of the bench. */
function spreadLatencyMs(requestNumber: number): number {
  const bits = createHash('sha256').update(`latency ${requestNumber}`).digest().readUInt32LE(0)
  return FASTEST_MS + (bits / 2 ** 32) * (SLOWEST_MS - FASTEST_MS)
}

function assertSource(runs: BenchRun[], source: string): void {
  const other = runs.find((run) => run.source !== source)
  if (other !== undefined) throw new Error(`A run was to be made by ${source} and was by ${other.source}.`)
}

const figures = (name: string, samples: number[]): Record<string, Figure> => ({
  [`${name}P50Ms`]: { value: percentile(samples, 0.5), unit: 'ms', n: samples.length },
  [`${name}P95Ms`]: { value: percentile(samples, 0.95), unit: 'ms', n: samples.length },
})

/** Watches how many calls are under way at the stand-in; `end` tells the most, and throws unless it is `CONCURRENT`. */
function watchConcurrency(standIn: StandIn): { end: () => void } {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, standIn.log.filter(({ ended }) => ended === 'open').length)
  }, 50)
  return {
    end() {
      clearInterval(timer)
      if (most !== CONCURRENT) throw new Error(`${most} calls at once instead of ${CONCURRENT}`)
    },
  }
}

/**
 * Overhead of the engine per model call, with 20 runs under way all the time and answers that take 0.5 to 1.5 s: in the
 * worker, from the ladder's decision to call until the answer is on record and the durable step is done, minus what the
 * stand-in itself took for this call by its log. `stageOverhead` is the whole stage around it: policy, cache lookup, check,
 * storing. `workerCpu`: processor time of the worker for a run, all it does from taking it up to its end; unlike the others
 * it hardly depends on what else is busy.
 */
export async function measureOverhead({ owner, standIn, env }: Bench): Promise<Record<string, Figure>> {
  const worker = await startBenchWorker({ ...env, ASSAY_RUNS_PER_TEAM: String(CONCURRENT) })
  try {
    answerAfter(standIn, spreadLatencyMs)
    await runLaunch(owner, await seedModules(owner, 'warm-up', WARM_UP), 500)
    const target = await seedModules(owner, 'overhead', BATCH)
    const watch = watchConcurrency(standIn)
    const cpuBeforeMs = worker.cpuMs()
    const { runs } = await runLaunch(owner, target, 500)
    const workerCpuMs = (worker.cpuMs() - cpuBeforeMs) / runs.length
    watch.end()
    assertSource(runs, 'model')
    const answeredInMs = new Map(standIn.log.map((entry) => [entry.requestId, entry.answeredInMs]))
    const ownMs = ({ requestId }: BenchRun) => {
      const ms = answeredInMs.get(requestId ?? '')
      if (ms === null || ms === undefined) throw new Error('a call is not in the log of the stand-in')
      return ms
    }
    return {
      ...figures(
        'engineOverhead',
        runs.map((run) => run.callMs - ownMs(run)),
      ),
      ...figures(
        'stageOverhead',
        runs.map((run) => run.stageMs - ownMs(run)),
      ),
      workerCpuMs: { value: workerCpuMs, unit: 'ms', n: runs.length },
    }
  } finally {
    await worker.stop()
  }
}

/**
 * How much longer than ideal a batch of 500 takes at 20 calls of 1 s at once, from the click to the end of its last run;
 * ideal: 25 such calls, one after the other. Checks cost nothing.
 */
export async function measureBatch({ owner, standIn, env }: Bench): Promise<Record<string, Figure>> {
  // Two of the calls are kept from large launches.
  const worker = await startBenchWorker({ ...env, ASSAY_MODEL_CONCURRENCY: String(CONCURRENT + 2) })
  try {
    answerAfter(standIn, () => MODEL_MS)
    await runLaunch(owner, await seedModules(owner, 'batch-warm-up', WARM_UP), 500)
    const target = await seedModules(owner, 'batch', BATCH)
    const watch = watchConcurrency(standIn)
    const { runs, wallMs } = await runLaunch(owner, target, 500)
    watch.end()
    assertSource(runs, 'model')
    const idealMs = (runs.length / CONCURRENT) * MODEL_MS
    return { batchVsIdeal: { value: wallMs / idealMs, unit: 'times', n: runs.length } }
  } finally {
    await worker.stop()
  }
}

/** Runs one at a time, called and then served from the cache: how long until a run starts, and what a hit takes in all. */
export async function measureSingles(
  { owner, standIn, env }: Bench,
  count: number,
): Promise<Record<string, Figure>> {
  const worker = await startBenchWorker(env)
  try {
    answerAfter(standIn, () => 200)
    const { projectId, modulePaths } = await seedModules(owner, 'singles', count + 5)
    const pass = async (source: string) => {
      const runs: BenchRun[] = []
      for (const path of modulePaths) {
        runs.push(...(await runLaunch(owner, { projectId, modulePaths: [path] }, 10)).runs)
        // Not in step with the worker's polling.
        await pause(Math.random() * 150)
      }
      assertSource(runs, source)
      return runs.slice(5)
    }
    const called = await pass('model')
    const served = await pass('cache')
    return {
      ...figures(
        'cacheHit',
        served.map(({ stageMs }) => stageMs),
      ),
      ...figures(
        'enqueueToStart',
        [...called, ...served].map(({ enqueueToStartMs }) => enqueueToStartMs),
      ),
    }
  } finally {
    await worker.stop()
  }
}
