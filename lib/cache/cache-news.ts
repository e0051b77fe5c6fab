import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { listenToChannel } from '@/lib/db/listen-to-channel'
import { type Sql, sql } from '@/lib/db/sql'
import { log } from '@/lib/log/log'
import { clearMemory, entryId, forgetMemory } from './memory-level'

export const CACHE_CHANNEL = 'assay_cache'

/** Something became of an entry (stored, given up, gone); key null: of any entry of the team. */
const CacheNews = z.object({ teamId: z.string(), key: z.string().nullable(), from: z.string() })

/** This process: it need not forget what it has just stored itself. */
const self = randomUUID()
const watches = new Map<string, Set<Watch>>()
let listening: Promise<void> | null = null
let isListening = false

interface Watch {
  /** true: told of something since the last wait, so the next one need not wait */
  isTold: boolean
  /** true: the entry was forgotten since the watch began, so what was read of it may be old */
  isForgotten: boolean
  wake: () => void
}

/** An expression that tells all processes; put it into the statement that makes the change. */
export function tellNews(teamId: string, key: Sql): Sql {
  return sql`pg_notify(${CACHE_CHANNEL}, json_build_object('teamId', ${teamId}::text, 'key', ${key}, 'from', ${self}::text)::text)`
}

/** Begins to listen, at the first call only. What cannot be heard is noticed by polling. */
export function hearNews(): Promise<void> {
  listening ??= listenToChannel(CACHE_CHANNEL, onNews, () => {
    clearMemory()
    for (const watch of [...watches.values()].flatMap((all) => [...all])) {
      Object.assign(watch, { isTold: true, isForgotten: true })
      watch.wake()
    }
  }).then(
    () => {
      isListening = true
    },
    (error: unknown) => {
      listening = null
      log.warn({ err: error }, 'cache news cannot be heard')
    },
  )
  return listening
}

/** Whether this process hears what becomes of entries; asked by every reader, who need not wait then. */
export function hearsNews(): boolean {
  return isListening
}

function onNews(payload: string): void {
  const { teamId, key, from } = CacheNews.parse(JSON.parse(payload))
  if (from !== self) forgetEntry(teamId, key)
  for (const watch of watchesOf(teamId, key)) {
    watch.isTold = true
    watch.wake()
  }
}

function watchesOf(teamId: string, key: string | null): Watch[] {
  if (key !== null) return [...(watches.get(entryId(teamId, key)) ?? [])]
  return [...watches].flatMap(([id, all]) => (id.startsWith(entryId(teamId, '')) ? [...all] : []))
}

/** Makes this process forget an entry, or (null) all of the team, also where one is just being read. */
export function forgetEntry(teamId: string, key: string | null): void {
  forgetMemory(teamId, key)
  for (const watch of watchesOf(teamId, key)) watch.isForgotten = true
}

/** Watches an entry from now on: news that come before one waits are not missed. Call `end` when done. */
export function watchEntry(id: string) {
  const watch: Watch = { isTold: false, isForgotten: false, wake: () => undefined }
  const all = watches.get(id) ?? new Set()
  watches.set(id, all.add(watch))
  return {
    /** True when the entry was forgotten since the watch began or since the last wait. */
    wasForgotten: () => watch.isForgotten,
    /** Until something becomes of the entry, at most `ms`. Throws the signal's reason when that fires. */
    async wait(ms: number, signal: AbortSignal): Promise<void> {
      signal.throwIfAborted()
      if (!watch.isTold) {
        await new Promise<void>((resolve) => {
          const wake = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', wake)
            resolve()
          }
          const timer = setTimeout(wake, ms)
          watch.wake = wake
          signal.addEventListener('abort', wake, { once: true })
        })
      }
      watch.isTold = false
      watch.isForgotten = false
      signal.throwIfAborted()
    },
    end(): void {
      all.delete(watch)
      if (all.size === 0 && watches.get(id) === all) watches.delete(id)
    },
  }
}
