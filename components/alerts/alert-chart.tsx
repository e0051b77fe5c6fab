import type { ChartContent } from '@/components/charts/chart-content'
import { ChartPanel } from '@/components/charts/chart-panel'
import type { AlertSamplePoint } from '@/lib/domain/alert'
import type { AlertCondition } from '@/lib/domain/alert-condition'
import { measureWords } from '@/lib/domain/alert-measure'
import type { ChartAnnotation, ChartUnit } from '@/lib/domain/chart'
import { formatFigure } from '@/lib/format/format-figure'

function unitOf(condition: AlertCondition | null): { label: string; unit: ChartUnit; noun: string } {
  if (condition === null) return { label: 'What was seen', unit: 'count', noun: 'thing' }
  if (condition.kind === 'budget') return { label: 'Used of the limit', unit: 'share', noun: 'budget' }
  if (condition.kind === 'budget-stop') return { label: 'Stopped runs', unit: 'count', noun: 'run' }
  if (condition.kind === 'provider-down')
    return { label: 'Models left alone', unit: 'count', noun: 'failure' }
  if (condition.kind === 'silence') {
    return condition.what !== 'only-templates'
      ? { label: 'Ended runs', unit: 'count', noun: 'run' }
      : { label: 'Templates among runs', unit: 'share', noun: 'run' }
  }
  return measureWords(condition.measure)
}

type AlertChartProps = {
  title: string
  condition: AlertCondition | null
  samples: readonly AlertSamplePoint[]
  annotations?: readonly ChartAnnotation[]
  timeZone: string
  fileName: string
  /** of an alert that is over: the reading farthest beyond the line */
  worst?: number | null
}

const STEP_MS = 300_000

/** What the title line says: what was seen last, or of what is over how bad it was. */
function answerOf({ samples, condition, worst }: AlertChartProps): string {
  const { unit } = unitOf(condition)
  if (worst !== undefined && worst !== null) return `${formatFigure(unit, worst)} at worst`
  const last = samples.findLast(({ value }) => value !== null)
  const isNow = last !== undefined && last === samples.at(-1)
  if (last === undefined || last.value === null) return 'no data'
  return `${formatFigure(unit, last.value)} ${isNow ? 'at the last look' : 'when there was data last'}, n = ${last.n}`
}

/** What a rule saw over time with the line it was held against: the line can move, as the usual does. */
export function AlertChart(props: AlertChartProps) {
  const { title, condition, samples, annotations = [], timeZone, fileName } = props
  const { label, unit, noun } = unitOf(condition)
  // All points are as far apart as the first two.
  const [first, second] = samples.slice(0, 2).map(({ at }) => Date.parse(at))
  const stepMs = first === undefined || second === undefined ? STEP_MS : second - first
  const last = samples.at(-1)
  const chart: ChartContent = {
    ...{ title, answer: answerOf(props), unit, noun, form: 'lines', bucket: 'hour', timeZone },
    until: new Date(Date.parse(last?.at ?? '1970-01-01T00:00:00Z') + stepMs).toISOString(),
    series: [
      { key: 'figure', label, color: '--chart-1', runs: null },
      { key: 'line', label: 'the line', color: '--bad', runs: null },
    ],
    points: samples.map(({ at, value: seen, line, n }) => ({
      at,
      values: { figure: seen, line },
      n: { figure: n, line: n },
    })),
    ...{ previous: null, target: null },
    emptyText: 'The rule is looked at every few seconds while runs end, and at least every five minutes.',
  }
  return <ChartPanel chart={chart} annotations={annotations} fileName={fileName} />
}
