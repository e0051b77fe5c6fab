import 'server-only'
import type { JsonValue } from '@/lib/db/sql'
import type { CacheMissReason } from '@/lib/domain/words'
import { cacheKey, explainMiss, type KeyParts } from './cache-key'
import { readDatabase, readNewestParts, writeDatabase } from './database-level'
import { awaitFlight, beginFlight } from './flights'
import { readMemory, writeMemory } from './memory-level'

export type Lookup =
  | { hit: true; key: string; value: unknown; level: 'memory' | 'database' }
  | { hit: false; key: string; reason: CacheMissReason }

/** Longest wait for another run that makes the same result: then it is made a second time. */
const MAX_FLIGHT_WAIT_MS = 120_000

/**
 * The cache as one run of a team sees it: memory, then database. Of several runs of this process that miss the same
 * entry at once only the first goes on; the others wait for what it stores.
 */
export class TeamCache {
  private readonly own = new Map<string, () => void>()

  constructor(
    private readonly teamId: string,
    private readonly signal: AbortSignal,
    private readonly maxFlightWaitMs = MAX_FLIGHT_WAIT_MS,
  ) {
    // A cancelled run makes nothing any more: who waits for it goes on at once, whatever its end still takes.
    signal.addEventListener('abort', () => this.endAllFlights(), { once: true })
  }

  /**
   * After a miss the caller owes `store` or `abandon`. `onWait` is called before each wait for another run that makes this
   * result.
   */
  async lookup(parts: KeyParts, onWait: () => Promise<void> = async () => {}): Promise<Lookup> {
    const key = cacheKey(parts)
    const flightId = `${this.teamId}:${key}`
    for (let mayWait = true; ; ) {
      const found = await this.read(key)
      if (found !== null) return found
      const flight = this.own.has(key) ? null : beginFlight(flightId)
      if (flight !== null) this.own.set(key, flight)
      if (flight !== null || this.own.has(key) || !mayWait) {
        // Between the read and the flight another run may have stored its result and ended.
        const stored = flight === null ? null : await this.read(key)
        if (stored !== null) {
          this.endFlight(key)
          return stored
        }
        return { hit: false, key, reason: explainMiss(await readNewestParts(this.teamId, parts), parts) }
      }
      await onWait()
      mayWait = await awaitFlight(flightId, this.maxFlightWaitMs, this.signal)
    }
  }

  /** `value` must be JSON. */
  async store(
    parts: KeyParts,
    value: JsonValue,
    figures: { costNanoUsd: number; durationMs: number; promptVersion: string },
  ): Promise<void> {
    const key = cacheKey(parts)
    await writeDatabase(this.teamId, key, parts, value, figures)
    writeMemory(this.teamId, key, value)
    this.endFlight(key)
  }

  /** Lets those go on who wait for a result that this run was to make. */
  abandon(parts: KeyParts): void {
    this.endFlight(cacheKey(parts))
  }

  private async read(key: string): Promise<Lookup | null> {
    const inMemory = readMemory(this.teamId, key)
    if (inMemory !== undefined) return { hit: true, key, value: inMemory, level: 'memory' }
    const inDatabase = await readDatabase(this.teamId, key)
    if (inDatabase === undefined) return null
    writeMemory(this.teamId, key, inDatabase)
    return { hit: true, key, value: inDatabase, level: 'database' }
  }

  private endAllFlights(): void {
    for (const key of [...this.own.keys()]) this.endFlight(key)
  }

  private endFlight(key: string): void {
    this.own.get(key)?.()
    this.own.delete(key)
  }
}
