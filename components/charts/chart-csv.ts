import type { ChartPoint, ChartUnit } from '@/lib/domain/chart'
import { formatUsdAmount } from '@/lib/format/format-money'
import { toCsv } from '@/lib/format/to-csv'
import type { ChartContent } from './chart-content'
import { pointWindow } from './chart-times'

const UNIT_WORD = {
  money: 'USD',
  count: '',
  share: 'share',
  milliseconds: 'ms',
  rating: '1 to 5',
} satisfies Record<ChartUnit, string>

type Cell = string | number | null
type Columns = Record<string, (index: number) => Cell>

/**
 * Everything that a chart shows as CSV: a row for each point, for each series its value in a plain unit and its n, and
 * the same of the period before where it is compared with. What was not measured is empty.
 */
export function chartCsv(chart: ChartContent): string {
  const columns: Columns =
    chart.form === 'histogram'
      ? { value: (index) => chart.points[index]?.at ?? '' }
      : {
          from: (index) => pointWindow(chart, index)?.from ?? '',
          until: (index) => pointWindow(chart, index)?.until ?? '',
        }
  const names = uniqueLabels(chart)
  addSeries(columns, chart, names, '', chart.points)
  if (chart.previous !== null) addSeries(columns, chart, names, ', period before', chart.previous.points)
  return toCsv([...chart.points.keys()], columns)
}

function addSeries(
  columns: Columns,
  { series, unit, noun }: ChartContent,
  names: ReadonlyMap<string, string>,
  suffix: string,
  points: readonly ChartPoint[],
): void {
  for (const { key } of series) {
    const name = `${names.get(key) ?? key}${suffix}`
    const inUnit = UNIT_WORD[unit] === '' ? name : `${name} (${UNIT_WORD[unit]})`
    columns[inUnit] = (index) => plainValue(unit, points[index]?.values[key] ?? null)
    columns[`${name}, n (${noun}s)`] = (index) => points[index]?.n[key] ?? 0
  }
}

/** Two projects may have one name: both columns then name their key. */
function uniqueLabels({ series }: ChartContent): Map<string, string> {
  const count = (label: string) => series.filter((other) => other.label === label).length
  return new Map(
    series.map(({ key, label }) => [key, count(label) > 1 || label === '' ? `${label} [${key}]` : label]),
  )
}

function plainValue(unit: ChartUnit, value: number | null): Cell {
  if (value === null || unit !== 'money') return value
  // A text keeps all nine digits, but one that begins with a minus would be taken for a formula.
  return value < 0 ? value / 1e9 : formatUsdAmount(value)
}
