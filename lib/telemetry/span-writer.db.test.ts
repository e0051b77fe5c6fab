import { beforeEach, expect, test, vi } from 'vitest'
import { db, pool } from '@/lib/db/db'
import { subscribeLive } from '@/lib/db/live-events'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import type { RunScope } from './run-scope'
import { spansWritten, spanWriterOf } from './span-writer'
import { WRITE_SPANS_OF_RUNS } from './write-spans-sql'

let run: RunScope
beforeEach(async () => {
  run = await seedEngineRun((await seedTeam({ slug: `spans-${Math.random()}` })).owner, { slug: 'a' })
})

const rows = () => db().runSpan.findMany({ where: { runId: run.runId }, orderBy: { sequence: 'asc' } })
const span = (id: string) => ({ id: `${run.runId}.${id}`, stage: 's', kind: 'check' as const, label: id })

test('bars are written in their order, whole or in two, and all before the run ends', async () => {
  const spans = spanWriterOf(run)
  spans.start(span('long'))
  await waitFor('the open bar to be seen', async () => (await rows())[0]?.status === 'running')
  spans.start(span('short'))
  spans.end(span('short').id, { status: 'ok', detail: 'quick', costNanoUsd: 12 })
  spans.start(span('last'))
  spans.end(span('long').id, { status: 'failed', attemptId: 'a1' })
  await spansWritten(run)
  const written = await rows()
  expect(written.map(({ label, status, sequence }) => [label, status, sequence])).toEqual([
    ['long', 'failed', 1],
    ['short', 'ok', 2],
    ['last', 'running', 3],
  ])
  expect(written[1]).toMatchObject({ detail: 'quick', costNanoUsd: 12n })
  for (const { startedAt, endedAt } of written.slice(0, 2)) {
    expect(endedAt?.getTime()).toBeGreaterThanOrEqual(startedAt.getTime())
  }
})

test('each bar is looked up by itself, also by a plan that was made while there were few', async () => {
  const plan = await db().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`
    return tx.$queryRawUnsafe<Record<string, string>[]>(`EXPLAIN (GENERIC_PLAN) ${WRITE_SPANS_OF_RUNS.text}`)
  })
  const lines = plan.map((line) => String(line['QUERY PLAN']))
  const scans = lines.flatMap((line, at) => (/Scan.* on run_span/.test(line) ? [lines[at + 1] ?? ''] : []))
  expect(scans.length).toBeGreaterThanOrEqual(3)
  for (const condition of scans) expect(condition, lines.join('\n')).toMatch(/(Index|Recheck) Cond: \(/)
})

test('pages are told when bars are all that came, and when something else came with them', async () => {
  const events: unknown[] = []
  const unsubscribe = await subscribeLive((event) => events.push(event))
  const { teamId, projectId, launchId, runId } = run
  const told = { teamId, topic: 'run', id: runId, projectId, launchId }
  const spans = spanWriterOf(run)
  spans.start(span('one'))
  await spansWritten(run)
  await waitFor('the bars to be told', async () => events.length === 1)
  spans.end(span('one').id, { status: 'ok' })
  spans.tell()
  await spansWritten(run)
  await waitFor('the rest to be told', async () => events.length === 2)
  expect(events).toEqual([{ ...told, barsOnly: true }, told])
  unsubscribe()
})

test('a replay keeps the first start and the first end', async () => {
  const tell = async () => {
    const spans = spanWriterOf(run)
    spans.start(span('one'))
    spans.end(span('one').id, { status: 'ok' })
    await spansWritten(run)
    return rows()
  }
  expect(await tell()).toEqual(await tell())
})

/** A bar that no statement can write: it cost more than any column holds. */
function tear(one: RunScope): void {
  const id = `${one.runId}.torn`
  spanWriterOf(one).start({ ...span('torn'), id })
  spanWriterOf(one).end(id, { status: 'ok', costNanoUsd: 1e30 })
}

test('a stranger’s team changes nothing, and a failure to write is told at the end', async () => {
  const spans = spanWriterOf(run)
  spans.start(span('mine'))
  await spansWritten(run)
  const stranger = spanWriterOf({ ...run, teamId: 'another', tryNumber: 2 })
  stranger.end(span('mine').id, { status: 'failed' })
  await spansWritten({ runId: run.runId, tryNumber: 2 })
  expect((await rows()).map(({ status }) => status)).toEqual(['running'])
  tear(run)
  await expect(spansWritten(run)).rejects.toThrow()
})

test('bars of several runs go in one statement, and one run’s that cannot be written keep no other’s from being seen', async () => {
  const { owner } = await seedTeam({ slug: `spans-${Math.random()}` })
  const others = await Promise.all(['b', 'c'].map((slug) => seedEngineRun(owner, { slug })))
  const all = [run, ...others]
  const begin = (label: string) => {
    for (const one of all) {
      const id = `${one.runId}.${label}`
      spanWriterOf(one).start({ ...span(label), id })
      spanWriterOf(one).end(id, { status: 'ok' })
    }
  }
  const count = () =>
    db().runSpan.count({ where: { runId: { in: all.map(({ runId }) => runId) }, status: 'ok' } })
  const statements = vi.spyOn(pool(), 'query')
  begin('one')
  await Promise.all(all.map(spansWritten))
  expect(statements).toHaveBeenCalledTimes(1)
  statements.mockRestore()
  expect(await count()).toBe(3)

  tear(run)
  begin('two')
  await Promise.all(others.map(spansWritten))
  expect(await count()).toBe(5)
  await expect(spansWritten(run)).rejects.toThrow()
})

test('a row that somebody holds delays its own run’s bars only', async () => {
  const { owner } = await seedTeam({ slug: `spans-${Math.random()}` })
  const other = await seedEngineRun(owner, { slug: 'd' })
  spanWriterOf(run).start(span('held'))
  await spansWritten(run)
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM run_span WHERE id = ${span('held').id} FOR UPDATE`
    spanWriterOf(other).start({ ...span('free'), id: `${other.runId}.free` })
    spanWriterOf(run).end(span('held').id, { status: 'ok' })
    await waitFor(
      'the other run’s bar',
      async () => (await db().runSpan.count({ where: { runId: other.runId } })) === 1,
    )
  })
  await Promise.all([spansWritten(run), spansWritten(other)])
  expect((await rows()).map(({ status }) => status)).toEqual(['ok'])
})
