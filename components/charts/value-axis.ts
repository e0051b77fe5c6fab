import type { ChartUnit } from '@/lib/domain/chart'

export interface ValueAxis {
  bottom: number
  top: number
  ticks: number[]
}

const STEPS = [1, 2, 2.5, 5, 10]
/** Above a second, time is not decimal. */
const TIME_STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * 1000)
const INTERVALS = 4

/**
 * The vertical axis for values of a unit: from 0, or from below it where there are negative ones, to the next round
 * figure. Parts of a whole end at 100 %; ratings always go from 1 to 5.
 */
export function valueAxis(unit: ChartUnit, values: readonly number[]): ValueAxis {
  if (unit === 'rating') return { bottom: 1, top: 5, ticks: [1, 2, 3, 4, 5] }
  const highest = Math.max(0, ...values)
  const lowest = Math.min(0, ...values)
  if (highest === 0 && lowest === 0) return emptyAxis(unit)
  // Most of a share is shown as a part of all; small shares would be flat there.
  if (unit === 'share' && lowest === 0 && highest > 0.5 && highest <= 1)
    return { bottom: 0, top: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }
  const step = stepFor(unit, (highest - lowest) / INTERVALS)
  // What cannot be seen on one side of zero moves the other end by itself, not by a whole step.
  const first = isSpeck(lowest, highest) ? 0 : Math.floor((lowest / step) * (1 - 1e-14))
  const last = isSpeck(highest, lowest) ? 0 : Math.ceil((highest / step) * (1 - 1e-14))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step))
  return { bottom: Math.min(lowest, ticks[0] ?? 0), top: Math.max(highest, ticks.at(-1) ?? 1), ticks }
}

/** Less than a hundredth of the other side is no pixel high. */
const isSpeck = (value: number, other: number) => Math.abs(value) < Math.abs(other) / 100

function emptyAxis(unit: ChartUnit): ValueAxis {
  const top = { money: 1e9, count: 1, share: 1, milliseconds: 1000, rating: 5 }[unit]
  return { bottom: 0, top, ticks: [0, top] }
}

function stepFor(unit: ChartUnit, atLeast: number): number {
  if (unit === 'milliseconds' && atLeast > 500) {
    const timed = TIME_STEPS.find((step) => step >= atLeast)
    if (timed !== undefined) return timed
  }
  const power = 10 ** Math.floor(Math.log10(atLeast))
  const step = power * (STEPS.find((each) => each * power >= atLeast * (1 - 1e-12)) ?? 10)
  // Nothing is counted by halves, and money has no part below a nano-dollar.
  return unit === 'count' || unit === 'money' ? Math.max(1, Math.ceil(step)) : step
}

const round = (value: number) => Number(value.toPrecision(12))
