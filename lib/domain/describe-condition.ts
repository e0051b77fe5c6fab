import type { AlertCondition, ConditionOf } from './alert-condition'
import { measureWords } from './alert-measure'
import type { ChartUnit } from './chart'

/** "in 3 h", "in 7 days". */
export function describeHours(hours: number): string {
  return hours > 24 ? `${hours / 24} days` : `${hours} h`
}

function describeSilence({ what, minN }: ConditionOf<'silence'>, hours: string): string {
  switch (what) {
    case 'no-runs':
      return `No run ended in ${hours}, though at least ${minN} did in 28 days`
    case 'none-ends':
      return `No run ended in ${hours}, though at least ${minN} ${minN === 1 ? 'waits' : 'wait'} for longer`
    case 'only-templates':
      return `Every one of at least ${minN} runs in ${hours} that may use a model came from the template`
  }
}

/** A condition as one sentence: "Template fallback above 10.0 % in 6 h, of at least 20 runs". `write`: a figure as people read it. */
export function describeCondition(
  condition: AlertCondition | null,
  write: (unit: ChartUnit, value: number) => string,
): string {
  if (condition === null)
    return 'It was stored by another version and cannot be read. Enter anew what it looks at'
  if (condition.kind === 'provider-down') return 'A model of a provider is left alone because calls fail'
  if (condition.kind === 'budget-stop')
    return 'A hard budget has too little left for calls, so that runs take the template'
  if (condition.kind === 'budget') return `A budget has used ${condition.percent} % of its limit`
  const hours = describeHours(condition.windowHours)
  if (condition.kind === 'silence') {
    return describeSilence(condition, hours)
  }
  const { label, unit, noun } = measureWords(condition.measure)
  if (condition.kind === 'baseline') {
    const { factor, weeks, floor } = condition
    const far = condition.direction === 'above' ? `above ${factor} times` : `below 1/${factor} of`
    return `${label} ${far} the usual of the same ${hours} in ${weeks} weeks, from ${write(unit, floor)}`
  }
  return `${label} ${condition.direction} ${write(unit, condition.line)} in ${hours}, of at least ${condition.minN} ${noun}${condition.minN === 1 ? '' : 's'}`
}
