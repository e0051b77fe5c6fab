import type { ChartUnit } from '@/lib/domain/chart'
import { formatCount } from './format-count'
import { formatDuration } from './format-duration'
import { formatMoney } from './format-money'
import { formatPercent } from './format-percent'

const EXACT = {
  money: formatMoney,
  count: formatCount,
  share: formatPercent,
  milliseconds: formatDuration,
  rating: (value: number) => value.toFixed(1),
} satisfies Record<ChartUnit, (value: number) => string>

/** A chart's figure as text with its unit: "$0.0204", "1,240", "97.2 %", "1.2 s", "4.3". */
export function formatFigure(unit: ChartUnit, value: number): string {
  return EXACT[unit](value)
}

/** The same in a few characters, for an axis: "$0.05", "1.2k", "50 %", "500 ms", "2 min". */
export function formatTick(unit: ChartUnit, value: number): string {
  if (value < 0) return `−${formatTick(unit, -value)}`
  if (unit === 'money') return `$${short(value / 1e9)}`
  if (unit === 'count') return short(value)
  if (unit === 'rating') return trim(value)
  if (unit === 'share') return `${trim(value * 100)} %`
  if (value === 0) return '0'
  if (value < 1000) return `${trim(value)} ms`
  if (value < 60_000) return `${trim(value / 1000)} s`
  if (value < 3_600_000) return `${trim(value / 60_000)} min`
  return value < 86_400_000 ? `${trim(value / 3_600_000)} h` : `${trim(value / 86_400_000)} d`
}

/** All ticks of an axis: sums of money have the same digits behind the point: "$0.05", "$0.10". */
export function formatTicks(unit: ChartUnit, ticks: readonly number[]): string[] {
  const texts = ticks.map((tick) => formatTick(unit, tick))
  if (unit !== 'money') return texts
  const digits = Math.max(...texts.map((text) => PLAIN.exec(text)?.[1]?.length ?? 0))
  if (digits === 0) return texts
  return texts.map((text) => {
    const own = PLAIN.exec(text)?.[1]
    if (own === undefined || text === '$0') return text
    return `${own === '' ? `${text}.` : text}${'0'.repeat(Math.max(2, digits) - own.length)}`
  })
}

/** Money without k, M or a power; the digits behind the point. */
const PLAIN = /^−?\$\d+\.?(\d*)$/

/** Without the noise of binary fractions; six digits are more than a tick ever has. */
const trim = (value: number) => String(Number(value.toPrecision(6)))

function short(value: number): string {
  if (value >= 1e6) return `${trim(value / 1e6)}M`
  return value >= 1e4 ? `${trim(value / 1e3)}k` : trim(value)
}
