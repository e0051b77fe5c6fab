import { setTimeout as pause } from 'node:timers/promises'
import { TeamCache } from '@/lib/cache/team-cache'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { RunScope } from '@/lib/telemetry/run-scope'

/** What a process of the cache tests is told to do with one result; `makeMs: null`: it never gets it made. */
export interface CacheOrder {
  runs: RunScope[]
  parts: CacheKeyParts
  makeMs: number | null
}
/** What it tells: that it makes the result, or what came of all its runs. */
export type CacheReport = { makes: string } | { values: unknown[]; made: number }

const controllers = new Map<string, AbortController>()
const tell = (report: CacheReport | 'ready') => process.send?.(report)

async function runOne(
  run: RunScope,
  { parts, makeMs }: CacheOrder,
): Promise<{ value: unknown; made: boolean }> {
  const controller = new AbortController()
  controllers.set(run.runId, controller)
  const cache = new TeamCache(run, controller.signal)
  const found = await cache.lookup(parts)
  if (found.hit) return { value: found.value, made: false }
  tell({ makes: run.runId })
  await pause(makeMs ?? 3_600_000, undefined, { signal: controller.signal })
  const value = `made by ${run.runId}`
  await cache.store(parts, value, { costNanoUsd: 1, durationMs: 1, promptVersion: 'p' })
  return { value, made: true }
}

process.on('message', (message: CacheOrder | { cancel: string }) => {
  if ('cancel' in message) {
    controllers.get(message.cancel)?.abort(new Error('cancelled'))
    return
  }
  Promise.all(message.runs.map((run) => runOne(run, message))).then(
    (all) => tell({ values: all.map(({ value }) => value), made: all.filter(({ made }) => made).length }),
    () => tell({ values: [], made: 0 }),
  )
})
tell('ready')
