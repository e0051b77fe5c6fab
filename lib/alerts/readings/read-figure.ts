import 'server-only'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { ConditionOf } from '@/lib/domain/alert-condition'
import { isSum, measureWords } from '@/lib/domain/alert-measure'
import { formatPlural } from '@/lib/format/format-count'
import { formatFigure } from '@/lib/format/format-figure'
import { standOf } from '../judging/stand-of'
import { describeFallbacks } from './describe-fallbacks'
import { describeWindow } from './describe-reading'
import { type ReadContext, scopeFilters } from './read-context'
import { readMeasure } from './read-measure'
import { windowBack } from './window-back'

/** A figure over the last hours against its line: rules of the kinds threshold and ratio. */
export async function readFigure(
  context: ReadContext,
  rule: {
    condition: ConditionOf<'threshold'> | ConditionOf<'ratio'>
    scope: AlertScope
    scopeId: string
  },
): Promise<AlertReading[]> {
  const { condition } = rule
  const { measure, line, minN } = condition
  const window = windowBack(condition.windowHours, context.timeZone, context.now)
  const filters = await scopeFilters(context, rule)
  const { value, n } = await readMeasure(context, measure, { filters, window })
  const { label, unit, noun } = measureWords(measure)
  const when = describeWindow(condition.windowHours)
  // A sum of too few things is a sum all the same: below its line it is well again, beyond it nothing is said yet.
  const isSmallSum = isSum(measure) && condition.direction === 'above' && value !== null && value <= line
  const known = n >= minN || isSmallSum ? value : null
  const text =
    known === null
      ? `${label}: no data. ${formatPlural(n, noun)} ${when}, at least ${formatPlural(minN, noun)} needed.`
      : `${label}: ${formatFigure(unit, known)} ${when} (n = ${formatPlural(n, noun)}). The line is ${formatFigure(unit, line)}.`
  const standing = standOf(known, condition)
  const why =
    measure === 'fallback-share' && standing === 'beyond'
      ? await describeFallbacks(context, { filters, window })
      : ''
  return [{ subject: '', subjectName: null, value: known, line, n, standing, text: `${text}${why}` }]
}
