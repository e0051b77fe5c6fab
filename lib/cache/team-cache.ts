import 'server-only'
import type { JsonValue } from '@/lib/db/sql'
import type { LeaveToStep } from '@/lib/db/step-debt'
import type { CacheKeyParts, CacheLookup } from '@/lib/domain/cache'
import { log } from '@/lib/log/log'
import { askDatabase } from './ask-database'
import { cacheKey } from './cache-key'
import { hearNews, hearsNews, watchEntry } from './cache-news'
import { countHit } from './count-hits'
import { entryDebt } from './entry-debt'
import {
  adoptFlights,
  dropFlight,
  endFlightRow,
  endFlightsOfEndedRun,
  holdFlight,
  type Maker,
} from './flight-rows'
import { awaitFlight, beginFlight } from './flights'
import { entryId, readMemory, writeMemory } from './memory-level'
import { readEntries } from './read-entries'
import { refuseEntry } from './refuse-entry'
import { isStorable, type MakingFigures } from './store-entry'

/** A maker of this process that has not ended by then is looked at in the database, which knows whether it still lives. */
const TRUST_FLIGHT_MS = 60_000
/** Makers are heard when they end; those that died are only seen. */
const POLL_FLIGHT_MS = 1000

const noWait = async () => {}

/** Runs `wait`, in which its run does nothing but wait for others. */
export type Idle = <T>(wait: () => Promise<T>) => Promise<T>

/** How one try of a run uses the cache. */
export interface CacheOptions {
  idle?: Idle
  trustFlightMs?: number
  /** leaves what is stored to the end of the durable step under way */
  leaveToStep?: LeaveToStep
  /** keys that an earlier process left to this try, where they are known; else they are asked for */
  flights?: string[]
}

/**
 * The cache as one try of a run sees it: memory, then database. Of several runs that miss the same entry at once, in
 * whatever process, only the first goes on; the others wait for what it stores.
 */
export class TeamCache {
  /** keys that this try makes, each with what ends its flight within this process */
  private readonly own = new Map<string, () => void>()
  /** keys with nothing to give back: they were served or stored */
  private readonly settled = new Set<string>()
  /** keys whose results are stored with the step that is under way: who waits for them is told then */
  private readonly onItsWay = new Set<string>()
  private readonly idle: Idle
  private readonly trustFlightMs: number
  private readonly leaveToStep: LeaveToStep | undefined

  constructor(
    private readonly run: Maker & { projectId: string },
    private readonly signal: AbortSignal,
    { idle = (wait) => wait(), trustFlightMs = TRUST_FLIGHT_MS, leaveToStep, flights }: CacheOptions = {},
  ) {
    this.idle = idle
    this.trustFlightMs = trustFlightMs
    this.leaveToStep = leaveToStep
    // A cancelled run makes nothing any more: who waits for it goes on at once, whatever its end still takes.
    signal.addEventListener('abort', () => this.breakOff(), { once: true })
    void hearNews()
    if (flights !== undefined) this.adopt(flights)
    else {
      adoptFlights(run).then(
        (keys) => this.adopt(keys),
        (error: unknown) => log.warn({ err: error }, 'cache flights not adopted'),
      )
    }
  }

  /**
   * After a miss the caller owes `store` or `abandon`. `onWait` is called once, before the wait for another run that makes
   * this result. That is waited for however long it takes: while its maker lives nobody pays for it a second time.
   */
  async lookup(parts: CacheKeyParts, onWait = noWait): Promise<CacheLookup> {
    const key = cacheKey(parts)
    const id = entryId(this.run.teamId, key)
    let said: Promise<void> | undefined
    const sayOnce = () => (said ??= onWait())
    // What is read before this process can hear of changes would stay in its memory for ever.
    if (!hearsNews()) await hearNews()
    for (;;) {
      this.signal.throwIfAborted()
      const json = readMemory(id)
      if (json !== undefined) return this.hit(key, json, 'memory')
      const endLocal = this.own.get(key) ?? beginFlight(id)
      if (endLocal !== null) return this.lookUpInDatabase(parts, { key, id, endLocal }, sayOnce)
      await sayOnce()
      const ended = await this.idle(() => awaitFlight(id, this.trustFlightMs, this.signal))
      if (!ended) return this.lookUpInDatabase(parts, { key, id, endLocal: () => {} }, sayOnce)
    }
  }

  /** What is stored under each, null for nothing: nobody is waited for, and the caller owes nothing. */
  async peek(all: CacheKeyParts[]): Promise<{ key: string; value: unknown }[]> {
    const { teamId } = this.run
    const keys = all.map(cacheKey)
    const inMemory = new Map(keys.map((key) => [key, readMemory(entryId(teamId, key))]))
    const asked = keys.filter((key) => inMemory.get(key) === undefined)
    const inDatabase = asked.length === 0 ? new Map<string, string>() : await readEntries(teamId, asked)
    return keys.map((key) => {
      const json = inMemory.get(key) ?? inDatabase.get(key)
      if (json === undefined) return { key, value: null }
      countHit(teamId, key)
      return { key, value: JSON.parse(json) }
    })
  }

  /** `value` must be JSON. It is stored with the durable step that this is called in, or at once where there is none. */
  async store(parts: CacheKeyParts, value: JsonValue, figures: MakingFigures): Promise<void> {
    const key = cacheKey(parts)
    const json = JSON.stringify(value)
    if (!isStorable(json)) return this.abandon(parts)
    const entry = { maker: this.run, key, parts, json, figures }
    const stored = () => {
      this.onItsWay.delete(key)
      writeMemory(entryId(this.run.teamId, key), json)
      this.settle(key)
    }
    const debt = entryDebt(entry, stored, () => this.onItsWay.delete(key))
    if (this.leaveToStep?.(debt) === true) this.onItsWay.add(key)
    else await debt.pay()
  }

  /** Lets those go on who wait for a result that this run was to make. */
  async abandon(parts: CacheKeyParts): Promise<void> {
    const key = cacheKey(parts)
    // A run that was stopped is resumed, and goes on with its flights; one that was cancelled has given them back.
    if (this.settled.has(key) || this.onItsWay.has(key) || this.signal.aborted) return
    await endFlightRow(this.run, key)
    this.settle(key)
  }

  /** The run waits for a batch: the result stays its own to make, though no process holds its flight meanwhile. */
  park(parts: CacheKeyParts): void {
    const key = cacheKey(parts)
    dropFlight(this.run, key)
    this.own.get(key)?.()
    this.own.delete(key)
  }

  /** What was served did not pass its check: it is served to nobody any more, and the next lookup says so. */
  async refuse(parts: CacheKeyParts, served: unknown): Promise<void> {
    const key = cacheKey(parts)
    await refuseEntry(this.run.teamId, key, JSON.stringify(served))
    this.settled.delete(key)
  }

  private async lookUpInDatabase(
    parts: CacheKeyParts,
    { key, id, endLocal }: { key: string; id: string; endLocal: () => void },
    onWait: () => Promise<void>,
  ): Promise<CacheLookup> {
    const watch = watchEntry(id)
    let isOwn = false
    try {
      for (let mayBeStale = true; ; ) {
        const answer = await askDatabase(this.run, key, parts)
        if (answer.json !== null) {
          if (!watch.wasForgotten()) writeMemory(id, answer.json)
          // Claimed at first, then found stored by the one who held it before.
          if (!mayBeStale) await endFlightRow(this.run, key)
          return this.hit(key, answer.json, 'database')
        }
        if (answer.claimed && answer.contested && mayBeStale) {
          mayBeStale = false
          continue
        }
        // What may take a day is waited for by those who have the time, in the batch itself.
        if (answer.claimed || answer.parked) {
          isOwn = answer.claimed
          if (isOwn) this.take(key, endLocal)
          if (this.signal.aborted) this.breakOff()
          this.signal.throwIfAborted()
          return { hit: false, key, reason: answer.reason }
        }
        await onWait()
        await this.idle(() => watch.wait(POLL_FLIGHT_MS, this.signal))
      }
    } finally {
      watch.end()
      if (!isOwn) endLocal()
    }
  }

  private hit(key: string, json: string, level: 'memory' | 'database'): CacheLookup {
    countHit(this.run.teamId, key)
    this.settle(key)
    return { hit: true, key, value: JSON.parse(json), level }
  }

  /** Goes on with the flights of this very try that a process before this one did not end. */
  private adopt(keys: string[]): void {
    for (const key of keys) {
      if (this.own.has(key) || this.settled.has(key) || this.signal.aborted) continue
      this.take(key, beginFlight(entryId(this.run.teamId, key)) ?? (() => {}))
    }
  }

  private take(key: string, endLocal: () => void): void {
    this.settled.delete(key)
    this.own.set(key, endLocal)
    holdFlight(this.run, key)
  }

  private settle(key: string): void {
    this.settled.add(key)
    dropFlight(this.run, key)
    this.own.get(key)?.()
    this.own.delete(key)
  }

  private breakOff(): void {
    const mine = [...this.own]
    this.own.clear()
    for (const [key, endLocal] of mine) {
      dropFlight(this.run, key)
      endLocal()
    }
    endFlightsOfEndedRun(this.run).catch((error: unknown) =>
      log.warn({ err: error }, 'cache flights not given back'),
    )
  }
}
