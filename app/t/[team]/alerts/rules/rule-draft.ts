import type { AlertRuleDraft, AlertRuleRow, AlertScope, AlertSeverity } from '@/lib/domain/alert'
import type { AlertCondition, AlertDirection, AlertKind, ConditionOf } from '@/lib/domain/alert-condition'
import { type AlertMeasure, measureWords } from '@/lib/domain/alert-measure'
import type { ChartUnit } from '@/lib/domain/chart'

/** The form of a rule as it is typed. Fields of other kinds keep what was typed while one looks around. */
export interface RuleForm {
  name: string
  kind: AlertKind
  thresholdMeasure: AlertMeasure
  ratioMeasure: AlertMeasure
  baselineMeasure: AlertMeasure
  direction: AlertDirection
  /** in the measure's unit as people type it: dollars, seconds, per cent */
  line: string
  windowHours: number
  minN: string
  marginPercent: string
  factor: string
  weeks: string
  floor: string
  percent: string
  what: ConditionOf<'silence'>['what']
  scope: AlertScope
  scopeId: string
  severity: AlertSeverity
  pendingMinutes: string
  recoverMinutes: string
  /** empty: told once */
  renotifyHours: string
  allChannels: boolean
  channelIds: string[]
}

/** By unit: how many of ours one that is typed is. */
const PER_TYPED = { money: 1e9, share: 0.01, milliseconds: 1000, count: 1, rating: 1 } satisfies Record<
  ChartUnit,
  number
>
/** By unit: what is typed. */
export const TYPED_IN = {
  money: 'US dollars',
  share: '%',
  milliseconds: 'seconds',
  count: 'number',
  rating: '1 to 5',
} satisfies Record<ChartUnit, string>

const perTyped = (measure: AlertMeasure) => PER_TYPED[measureWords(measure).unit]
/** Without the noise of binary fractions. */
const asTyped = (value: number, measure: AlertMeasure) =>
  String(Number((value / perTyped(measure)).toPrecision(12)))
/** NaN for what is no number: the server says what is missing, beside its field. */
const read = (typed: string) => (typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.')))
const readIn = (typed: string, measure: AlertMeasure) =>
  Number((read(typed) * perTyped(measure)).toPrecision(12))

export const EMPTY_RULE: RuleForm = {
  name: '',
  kind: 'ratio',
  thresholdMeasure: 'spend',
  ratioMeasure: 'fallback-share',
  baselineMeasure: 'spend',
  direction: 'above',
  line: '',
  windowHours: 6,
  minN: '20',
  marginPercent: '10',
  factor: '2.2',
  weeks: '8',
  floor: '1',
  percent: '80',
  what: 'no-runs',
  scope: 'team',
  scopeId: '',
  severity: 'warning',
  pendingMinutes: '1',
  recoverMinutes: '5',
  renotifyHours: '24',
  allChannels: true,
  channelIds: [],
}

function ofCondition(condition: AlertCondition): Partial<RuleForm> {
  const { kind } = condition
  switch (kind) {
    case 'threshold':
    case 'ratio': {
      const { measure, direction, line, windowHours, minN, margin } = condition
      return {
        ...{ kind, direction, windowHours, line: asTyped(line, measure), minN: String(minN) },
        ...(kind === 'threshold' ? { thresholdMeasure: measure } : { ratioMeasure: measure }),
        marginPercent: asTyped(margin, 'fallback-share'),
      }
    }
    case 'baseline': {
      const { measure, direction, factor, weeks, floor, windowHours, margin } = condition
      return {
        ...{ kind, direction, windowHours, baselineMeasure: measure, factor: String(factor) },
        ...{ weeks: String(weeks), floor: asTyped(floor, measure) },
        marginPercent: asTyped(margin, 'fallback-share'),
      }
    }
    case 'budget':
      return { kind, percent: String(condition.percent) }
    case 'silence': {
      const { what, windowHours, minN } = condition
      return { kind, what, windowHours, minN: String(minN) }
    }
    case 'budget-stop':
    case 'provider-down':
      return { kind }
  }
}

/** A stored rule as the form shows it. */
export function toRuleForm(rule: AlertRuleRow): RuleForm {
  return {
    ...EMPTY_RULE,
    ...(rule.condition === null ? {} : ofCondition(rule.condition)),
    ...{ name: rule.name, scope: rule.scope, scopeId: rule.scopeId, severity: rule.severity },
    ...{ pendingMinutes: String(rule.pendingMinutes), recoverMinutes: String(rule.recoverMinutes) },
    renotifyHours: rule.renotifyHours === null ? '' : String(rule.renotifyHours),
    ...{ allChannels: rule.allChannels, channelIds: rule.channelIds },
  }
}

function toCondition(form: RuleForm): unknown {
  const { kind, direction, windowHours } = form
  const margin = readIn(form.marginPercent, 'fallback-share')
  switch (kind) {
    case 'threshold':
    case 'ratio': {
      const measure = kind === 'threshold' ? form.thresholdMeasure : form.ratioMeasure
      const line = readIn(form.line, measure)
      return { kind, measure, direction, line, windowHours, minN: read(form.minN), margin }
    }
    case 'baseline': {
      const { baselineMeasure: measure } = form
      const floor = readIn(form.floor, measure)
      const hours = windowHours === 168 ? 168 : 24
      const [factor, weeks] = [read(form.factor), read(form.weeks)]
      return { kind, measure, direction, factor, weeks, floor, windowHours: hours, margin }
    }
    case 'budget':
      return { kind, percent: read(form.percent) }
    case 'silence':
      return { kind, what: form.what, windowHours, minN: read(form.minN) }
    case 'budget-stop':
    case 'provider-down':
      return { kind }
  }
}

/** What is sent of the form: the server checks it, and says what is wrong by field. */
export function toRuleDraft(
  form: RuleForm,
  id: string | undefined,
): Record<Exclude<keyof AlertRuleDraft, 'id'>, unknown> & { id: string | undefined } {
  return {
    id,
    condition: toCondition(form),
    ...{ name: form.name, scope: form.scope, scopeId: form.scopeId, severity: form.severity },
    ...{ pendingMinutes: read(form.pendingMinutes), recoverMinutes: read(form.recoverMinutes) },
    renotifyHours: form.renotifyHours.trim() === '' ? null : read(form.renotifyHours),
    ...{ allChannels: form.allChannels, channelIds: form.channelIds },
  }
}
