import { setTimeout as pause } from 'node:timers/promises'

/** Polls until `look` gives something other than null, undefined or false; throws after `withinMs`. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 15_000,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms: ${what}`)
    await pause(20)
  }
}
