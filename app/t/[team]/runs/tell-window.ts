import { TIME_WORDS } from './facet-words'
import type { RunFilterState } from './run-filters'

const minute = (instant: string) => new Date(instant).toISOString().slice(0, 16).replace('T', ' ')

/** A window of time in words: "Ended 2026-11-23 10:00 – 2026-11-23 11:00 UTC". */
export function tellWindow({ time, from, until }: Pick<RunFilterState, 'time' | 'from' | 'until'>): string {
  const what = TIME_WORDS[time]
  if (from === null) return until === null ? what : `${what} before ${minute(until)} UTC`
  return until === null
    ? `${what} since ${minute(from)} UTC`
    : `${what} ${minute(from)} – ${minute(until)} UTC`
}
