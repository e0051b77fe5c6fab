import 'server-only'
import { LRUCache } from 'lru-cache'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { ConditionOf } from '@/lib/domain/alert-condition'
import { measureWords } from '@/lib/domain/alert-measure'
import { formatPlural } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import { standOf } from '../judging/stand-of'
import { FEWEST_WEEKS, usualLine } from '../judging/usual-line'
import { describeWindow } from './describe-reading'
import { type Asked, type ReadContext, scopeFilters } from './read-context'
import { readMeasure } from './read-measure'
import { weeksBefore, windowBack } from './window-back'

/** Past weeks change only by late words: asking for them again every few seconds would be waste. */
const WEEKS_TTL_MS = 10 * 60_000
const pastWeeks = new LRUCache<string, number[]>({ max: 2000, ttl: WEEKS_TTL_MS })

async function readWeeks(
  context: ReadContext,
  { measure, weeks }: ConditionOf<'baseline'>,
  { filters, window }: Asked,
): Promise<number[]> {
  const key = JSON.stringify([context.teamId, measure, weeks, filters, window])
  const known = pastWeeks.get(key)
  if (known !== undefined) return known
  const back = Array.from({ length: weeks }, (_, index) => weeksBefore(window, index + 1))
  const read = await Promise.all(back.map((past) => readMeasure(context, measure, { filters, window: past })))
  const values = read.map(({ value }) => value ?? 0)
  pastWeeks.set(key, values)
  return values
}

/** A sum of the last hours against the same hours of the weeks before: rules of the kind baseline. */
export async function readBaseline(
  context: ReadContext,
  rule: { condition: ConditionOf<'baseline'>; scope: AlertScope; scopeId: string },
): Promise<AlertReading[]> {
  const { condition } = rule
  const asked = {
    filters: await scopeFilters(context, rule),
    window: windowBack(condition.windowHours, context.timeZone, context.now),
  }
  const [{ value, n }, weeks] = await Promise.all([
    readMeasure(context, condition.measure, asked),
    readWeeks(context, condition, asked),
  ])
  const { label, unit, noun } = measureWords(condition.measure)
  const usual = usualLine(weeks, condition)
  const seen = `${label}: ${formatFigure(unit, value ?? 0)} ${describeWindow(condition.windowHours)} (n = ${formatPlural(n, noun)}).`
  if (usual.line === null || usual.usual === null) {
    const why =
      usual.weeks < FEWEST_WEEKS
        ? `What is usual is known after ${FEWEST_WEEKS} weeks; there ${usual.weeks === 1 ? 'is 1' : `are ${usual.weeks}`}.`
        : 'The usual is too little to be held against.'
    return [
      {
        subject: '',
        subjectName: null,
        value: usual.weeks < FEWEST_WEEKS ? value : null,
        line: null,
        n,
        standing: 'within',
        text: `${seen} ${why}`,
      },
    ]
  }
  const { line } = usual
  const text = `${seen} Usual for these hours: ${formatFigure(unit, Math.round(usual.usual))}, median of ${formatPlural(usual.weeks, 'week')}. The line is ${formatFigure(unit, Math.round(line))}.`
  const standing = standOf(value, { ...condition, line })
  return [{ subject: '', subjectName: null, value, line, n, standing, text }]
}
