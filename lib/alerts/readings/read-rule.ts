import 'server-only'
import type { AlertReading, AlertScope } from '@/lib/domain/alert'
import type { AlertCondition } from '@/lib/domain/alert-condition'
import { readBaseline } from './read-baseline'
import { readBudgetStops, readBudgets } from './read-budgets'
import type { ReadContext } from './read-context'
import { readFigure } from './read-figure'
import { readProviders } from './read-providers'
import { readSilence } from './read-silence'

/** What a rule sees now, one reading for each of its subjects. Throws ScopeGone. */
export function readRule(
  context: ReadContext,
  rule: { condition: AlertCondition; scope: AlertScope; scopeId: string },
): Promise<AlertReading[]> {
  const { condition } = rule
  switch (condition.kind) {
    case 'threshold':
    case 'ratio':
      return readFigure(context, { ...rule, condition })
    case 'baseline':
      return readBaseline(context, { ...rule, condition })
    case 'budget':
      return readBudgets(context, { ...rule, condition })
    case 'budget-stop':
      return readBudgetStops(context, rule)
    case 'silence':
      return readSilence(context, { ...rule, condition })
    case 'provider-down':
      return readProviders(context)
  }
}
