import 'server-only'
import type { ChartTotal, ChartUnit } from '@/lib/domain/chart'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import type { ChartPlan } from './chart-plan'
import type { tellSpan } from './tell-span'

/** A figure of a chart as text within a sentence, where a rating needs its scale. */
export function tellFigure(unit: ChartUnit, value: number): string {
  return unit === 'rating' ? `${value.toFixed(2)} of 5` : formatFigure(unit, value)
}

/** How far apart two figures are: of shares in points, of ratings as they are, else in per cent of the earlier one. */
function distance(unit: ChartUnit, value: number, before: number): string | null {
  const difference = Math.abs(value - before)
  if (unit === 'share') return difference < 0.0005 ? '' : `${(difference * 100).toFixed(1)} points`
  if (unit === 'rating') return difference < 0.005 ? '' : difference.toFixed(2)
  if (before === 0) return value === 0 ? '' : null
  const percent = (difference / Math.abs(before)) * 100
  if (percent < 0.5) return ''
  return `${percent < 10 ? percent.toFixed(1) : formatCount(percent)} %`
}

/** `, 12 % less than the 7 days before`; empty when there is nothing to compare with. */
export function tellChange(unit: ChartUnit, total: ChartTotal, before: ChartTotal, words: string): string {
  if (total.value === null || before.value === null) return ''
  const by = distance(unit, total.value, before.value)
  if (by === null) return `, up from nothing in ${words}`
  if (by === '') return `, as much as in ${words}`
  return `, ${by} ${total.value > before.value ? 'more' : 'less'} than in ${words}`
}

/** `+1.2 points`, `−12 %`, `unchanged`; empty when there is nothing to compare with. */
export function tellDifference(unit: ChartUnit, total: ChartTotal, before: ChartTotal): string {
  if (total.value === null || before.value === null) return ''
  const by = distance(unit, total.value, before.value)
  if (by === null) return 'up from nothing'
  return by === '' ? 'unchanged' : `${total.value > before.value ? '+' : '−'}${by}`
}

/** The answer to a chart's question in one line, with its n: `$41.20 spent in 7 days, 12 % less than in the 7 days before, n = 812 calls`. */
export function answerChart(
  { unit, says, noun }: Pick<ChartPlan, 'unit' | 'says' | 'noun'>,
  total: ChartTotal,
  before: ChartTotal | null,
  span: ReturnType<typeof tellSpan>,
): string {
  if (total.value === null) return `No data ${span.during}, n = ${formatPlural(0, noun)}`
  const figure = [tellFigure(unit, total.value), says, span.during].filter((part) => part !== '').join(' ')
  const change = before === null ? '' : tellChange(unit, total, before, span.before)
  return `${figure}${change}, n = ${formatPlural(total.n, noun)}`
}
