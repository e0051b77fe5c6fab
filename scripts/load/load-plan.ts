/** What a load is made of: the same answers give the same rows. */
export interface LoadAsk {
  /** how many runs; a launch holds 1 to 32 of them, so it is met exactly up to the last launch */
  runs: number
  days: number
  seed: number
  /** end of the last hour, ISO 8601 UTC */
  until: string
}

/** What is wrong with the world in an hour. */
export type Regime = 'usual' | 'provider-down' | 'bad-prompt'

/** The launches that begin within one hour. */
export interface LoadHour {
  /** ISO 8601 UTC */
  at: string
  regime: Regime
  /** its launches are numbered from here, in the order of time */
  firstLaunch: number
  launches: number
}

const HOUR_MS = 3_600_000
const DAY_HOURS = 24
/** Runs of eight launches that follow one another; most launches are small, most runs come in large ones. */
export const LAUNCH_SIZES = [1, 1, 2, 3, 5, 8, 12, 32] as const
const CYCLE_RUNS = LAUNCH_SIZES.reduce((sum, size) => sum + size, 0)

/** Sunday to Saturday. */
const WEEK = [0.15, 1, 1.1, 1.15, 1.1, 0.85, 0.2]
/** By hour (UTC): people work from 7 to 18, a nightly job runs at 2. */
const DAY = [
  0.1, 0.1, 0.6, 0.1, 0.05, 0.1, 0.3, 0.8, 1.2, 1.4, 1.5, 1.3, 0.9, 1.1, 1.4, 1.4, 1.2, 0.9, 0.5, 0.3, 0.2,
  0.2, 0.15, 0.1,
]
/** Incidents, as shares of the whole time and hours of length; of the second, the team launches three times as much. */
const INCIDENTS: { from: number; hours: number; regime: Regime; load: number }[] = [
  { from: 0.21, hours: 5, regime: 'provider-down', load: 1 },
  { from: 0.52, hours: 24, regime: 'usual', load: 3 },
  { from: 0.68, hours: 30, regime: 'bad-prompt', load: 1 },
  { from: 0.9, hours: 3, regime: 'provider-down', load: 1.2 },
]

/** The number of the first run of a launch: launches come in cycles of `LAUNCH_SIZES`. */
export function firstRunOf(launch: number): number {
  const before = LAUNCH_SIZES.slice(0, launch % LAUNCH_SIZES.length).reduce((sum, size) => sum + size, 0)
  return Math.floor(launch / LAUNCH_SIZES.length) * CYCLE_RUNS + before
}

function countLaunches(runs: number): number {
  let launches = Math.floor(runs / CYCLE_RUNS) * LAUNCH_SIZES.length
  while (firstRunOf(launches) < runs) launches += 1
  return launches
}

/**
 * Spreads the launches over the hours: by weekday and time of day, slowly growing, with incidents. Rounded so that no launch
 * is lost. Throws for less than a day or a run.
 */
export function planHours({ runs, days, until }: LoadAsk): LoadHour[] {
  if (!(runs >= 1 && days >= 1)) throw new Error('A load has at least one run and one day.')
  const hours = days * DAY_HOURS
  const startMs = Date.parse(until) - hours * HOUR_MS
  const shaped = Array.from({ length: hours }, (_, hour) => {
    const at = new Date(startMs + hour * HOUR_MS)
    const incident = INCIDENTS.find(({ from, hours: length }) => {
      const first = Math.floor(from * hours)
      return hour >= first && hour < first + length
    })
    const growth = 0.7 + (0.6 * hour) / hours
    const usual = (WEEK[at.getUTCDay()] ?? 1) * (DAY[at.getUTCHours()] ?? 1)
    return {
      at: at.toISOString(),
      regime: incident?.regime ?? 'usual',
      weight: usual * growth * (incident?.load ?? 1),
    }
  })
  const whole = shaped.reduce((sum, { weight }) => sum + weight, 0)
  const launches = countLaunches(runs)
  let seen = 0
  let firstLaunch = 0
  return shaped.map(({ at, regime, weight }) => {
    seen += weight
    const next = Math.min(launches, Math.round((launches * seen) / whole))
    const planned = { at, regime, firstLaunch, launches: next - firstLaunch }
    firstLaunch = next
    return planned
  })
}
