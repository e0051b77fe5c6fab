import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'

/** Results that runs of this process are making right now; aborted when one is made or given up. */
const flights = new Map<string, AbortController>()

/** Given to who waits, as an error made each time would cost more than all else here. */
const ENDED = new Error('the result is made, or given up')

/** Marks a result as being made; the caller must call what it gets once. Null: another run makes it already. */
export function beginFlight(id: string): (() => void) | null {
  if (flights.has(id)) return null
  const flight = new AbortController()
  flights.set(id, flight)
  return () => {
    flights.delete(id)
    flight.abort(ENDED)
  }
}

/**
 * Waits until nobody makes the result any more; false when `maxWaitMs` passed before. Throws the signal's reason when
 * that fires.
 */
export async function awaitFlight(id: string, maxWaitMs: number, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted()
  const flight = flights.get(id)
  if (flight === undefined) return true
  const ended = () => true
  const ranOut = await wait(maxWaitMs, false, { signal: AbortSignal.any([flight.signal, signal]) }).catch(
    ended,
  )
  signal.throwIfAborted()
  return ranOut
}
