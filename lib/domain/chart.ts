import { z } from 'zod'
import { CHART_RANGE } from './chart-range'
import { MetricBucket, MetricFilters } from './metric'

export const ChartId = z.enum([
  'cost',
  'cost-per-verified',
  'cost-of-failures',
  'savings',
  'verified-share',
  'coverage',
  'mutation-score',
  'examples',
  'finding-precision',
  'edits',
  'ratings',
  'latency',
  'first-token',
  'queue-wait',
  'failures',
  'fallbacks',
  'retries',
  'cache-hits',
  'cache-saved',
  'cache-time-saved',
  'cache-misses',
  'cache-age',
])
export type ChartId = z.infer<typeof ChartId>

/** How figures are written. money: integer nano-USD; share: 0..1; milliseconds; rating: 1..5. */
export const ChartUnit = z.enum(['money', 'count', 'share', 'milliseconds', 'rating'])
export type ChartUnit = z.infer<typeof ChartUnit>

/** What a page asks of a chart; the same words in the page's URL. */
export const ChartQuery = MetricFilters.extend({
  /** days or hours back from now like `7d`, `24h`; or `custom` with from and until */
  range: z.string().regex(CHART_RANGE).default('30d'),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  /** by what the chart is split; absent: its own first choice; `none`: not at all */
  group: z.string().max(32).optional(),
  /** with the window of the same length before */
  compare: z.stringbool().default(false),
})
export type ChartQuery = z.infer<typeof ChartQuery>
/** What a caller may leave out. */
export type ChartQueryInput = Partial<z.input<typeof ChartQuery>>

export const ChartSeries = z.object({
  key: z.string(),
  label: z.string(),
  /** a token of globals.css like `--verified`, where the series has a meaning of its own */
  color: z.string().nullable(),
  /** query of the runs page that lists what is behind the series; a point adds its window. null: no runs are behind it */
  runs: z.record(z.string(), z.string()).nullable(),
})
export type ChartSeries = z.infer<typeof ChartSeries>

/** One bucket; a value of null means that there was nothing to measure, which is never 0. */
export const ChartPoint = z.object({
  /** start of the bucket, ISO 8601 UTC; a histogram's name of its bar otherwise */
  at: z.string(),
  values: z.record(z.string(), z.number().nullable()),
  /** what each value rests on */
  n: z.record(z.string(), z.number().int()),
})
export type ChartPoint = z.infer<typeof ChartPoint>

export const ChartTotal = z.object({ value: z.number().nullable(), n: z.number().int() })
export type ChartTotal = z.infer<typeof ChartTotal>

/** One question of a dashboard, answered: everything that its drawing, table and CSV show. */
export const ChartData = z.object({
  id: ChartId,
  title: z.string(),
  /** the answer in one line, with n: `$41.20 in 7 days, 12 % less than the week before, n = 812 calls` */
  answer: z.string(),
  unit: ChartUnit,
  form: z.enum(['stacked-bars', 'lines', 'histogram']),
  /** singular noun of n: `call`, `run` */
  noun: z.string(),
  bucket: MetricBucket,
  timeZone: z.string(),
  from: z.string(),
  until: z.string(),
  series: z.array(ChartSeries),
  points: z.array(ChartPoint),
  total: ChartTotal,
  /** the window before, bucket by bucket in the same order, when it was asked for */
  previous: z.object({ points: z.array(ChartPoint), total: ChartTotal }).nullable(),
  /** a line across: the plan's target, in the chart's unit */
  target: z.number().nullable(),
  group: z.string().nullable(),
  groups: z.array(z.object({ value: z.string(), label: z.string() })),
  /** filters of the page that this chart cannot follow, in words: it shows all of them */
  ignored: z.array(z.string()),
  /** something was counted, of which perhaps nothing is of the kind that the chart shows: of ten calls none failed */
  hasLooked: z.boolean(),
  /** what to do so that there is something to see */
  emptyText: z.string(),
})
export type ChartData = z.infer<typeof ChartData>

/** Something that happened, drawn as a thin line over charts. */
export const ChartAnnotation = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(['prompt', 'price', 'alert', 'budget', 'provider']),
  text: z.string(),
  href: z.string().nullable(),
})
export type ChartAnnotation = z.infer<typeof ChartAnnotation>
