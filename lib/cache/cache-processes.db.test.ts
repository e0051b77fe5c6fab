// @module-tag promise
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { db } from '@/lib/db/db'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { CacheOrder, CacheReport } from '@/lib/testing/cache-process-main'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedMoreRuns } from '@/lib/testing/seed/seed-more-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { TeamCache } from './team-cache'

// Processes start, die and are missed: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 })

const children = new Set<ChildProcess>()
let like: RunScope
let tests = 0

beforeAll(async () => {
  const { owner } = await seedTeam({ slug: 'one' })
  like = await seedEngineRun(owner, { slug: 'one' })
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', 'lib/testing/cache-process-main.ts'],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  children.add(child)
  await once(child, 'message')
  return child
}

/** Gives a process its order; resolves to the first report that `wanted` accepts. */
function order<Wanted extends CacheReport>(
  child: ChildProcess,
  given: CacheOrder,
  wanted: (report: CacheReport) => report is Wanted,
): Promise<Wanted> {
  return new Promise((resolve) => {
    const listen = (report: CacheReport) => {
      if (!wanted(report)) return
      child.off('message', listen)
      resolve(report)
    }
    child.on('message', listen)
    child.send(given)
  })
}
const makes = (report: CacheReport): report is Extract<CacheReport, { makes: string }> => 'makes' in report
const ended = (report: CacheReport): report is Extract<CacheReport, { made: number }> => 'made' in report

function newParts(): CacheKeyParts {
  tests += 1
  return {
    workflow: 'test-generation',
    stage: 'generate',
    engineVersion: 1,
    targetKey: 'project:module.py',
    contextHash: `context ${tests}`,
    promptHash: 'prompt',
    model: 'model',
    parametersHash: 'parameters',
  }
}
const here = (run: RunScope) => new TeamCache(run, new AbortController().signal)
const runs = (count: number) => seedMoreRuns(like, count)
async function oneRun(): Promise<RunScope> {
  const [run] = await runs(1)
  if (run === undefined) throw new Error('no run')
  return run
}

describe('across processes', () => {
  it('of 40 runs of two processes that want the same at once, one makes it', async () => {
    const parts = newParts()
    const [first, second] = await Promise.all([startProcess(), startProcess()])
    const [ofFirst, ofSecond] = [await runs(20), await runs(20)]
    const reports = await Promise.all([
      order(first, { runs: ofFirst, parts, makeMs: 300 }, ended),
      order(second, { runs: ofSecond, parts, makeMs: 300 }, ended),
    ])
    expect(reports.map(({ made }) => made).toSorted()).toEqual([0, 1])
    const values = reports.flatMap((report) => report.values)
    expect(values).toHaveLength(40)
    expect(new Set(values).size).toBe(1)
    expect(await db().cacheFlight.count()).toBe(0)
  })

  it('who waits hears of the end at once, not at the next poll', async () => {
    const child = await startProcess()
    const waitedMs: number[] = []
    for (const makeMs of [250, 330, 410, 490]) {
      const parts = newParts()
      const run = await oneRun()
      await order(child, { runs: [run], parts, makeMs }, makes)
      const began = performance.now()
      const found = await here(await oneRun()).lookup(parts)
      waitedMs.push(performance.now() - began - makeMs)
      expect(found).toMatchObject({ hit: true, value: `made by ${run.runId}` })
    }
    // A poll comes every second: without news at least one of the four would wait for it.
    expect(Math.max(...waitedMs)).toBeLessThan(300)
  })

  it('killed -9, the maker is replaced within seconds', async () => {
    const parts = newParts()
    const child = await startProcess()
    await order(child, { runs: [await oneRun()], parts, makeMs: null }, makes)
    const waiting = here(await oneRun()).lookup(parts)
    child.kill('SIGKILL')
    const killedAt = Date.now()
    expect(await waiting).toMatchObject({ hit: false })
    expect(Date.now() - killedAt).toBeLessThan(16_000)
  })

  it('a maker that lives is waited for, however long it takes', async () => {
    const parts = newParts()
    const child = await startProcess()
    const run = await oneRun()
    await order(child, { runs: [run], parts, makeMs: 14_500 }, makes)
    expect(await here(await oneRun()).lookup(parts)).toMatchObject({
      hit: true,
      value: `made by ${run.runId}`,
    })
  })

  it('cancelled, the maker is replaced within 300 ms', async () => {
    const parts = newParts()
    const child = await startProcess()
    const run = await oneRun()
    await order(child, { runs: [run], parts, makeMs: null }, makes)
    const waiting = here(await oneRun()).lookup(parts)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await db().run.update({ where: { id: run.runId }, data: { status: 'cancelled' } })
    const cancelledAt = Date.now()
    child.send({ cancel: run.runId })
    expect(await waiting).toMatchObject({ hit: false })
    expect(Date.now() - cancelledAt).toBeLessThan(300)
  })

  it('what is refused in one process is forgotten in the memory of all', async () => {
    const parts = newParts()
    const child = await startProcess()
    const maker = here(await oneRun())
    await maker.store(parts, 'old', { costNanoUsd: 1, durationMs: 1, promptVersion: 'p' })
    const ask = async () => order(child, { runs: [await oneRun()], parts, makeMs: 0 }, ended)
    expect((await ask()).values).toEqual(['old'])
    await maker.refuse(parts, 'old')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await ask()).made).toBe(1)
  })
})
