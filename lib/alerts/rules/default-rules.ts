import 'server-only'
import type { AlertSeverity } from '@/lib/domain/alert'
import type { AlertCondition } from '@/lib/domain/alert-condition'

export interface DefaultRule {
  /** never changed: by it a team's row is known */
  builtIn: string
  name: string
  condition: AlertCondition
  severity: AlertSeverity
  pendingSeconds: number
  recoverSeconds: number
  renotifyMinutes: number | null
}

const DOLLAR = 1_000_000_000
const DAY_MINUTES = 1440
/** Trouble that people are in right now: told within a minute, over after five quiet ones, told again once a day. */
const soon = { pendingSeconds: 60, recoverSeconds: 300, renotifyMinutes: DAY_MINUTES }

/** Rules that every team begins with; it may change each and switch it off. */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  {
    builtIn: 'failed-runs',
    name: 'Runs fail',
    condition: {
      ...{ kind: 'ratio', measure: 'failed-run-share', direction: 'above', line: 0.2 },
      ...{ windowHours: 1, minN: 10, margin: 0.25 },
    } as const,
    severity: 'critical',
    ...soon,
  },
  {
    builtIn: 'failed-calls',
    name: 'Model calls get no answer',
    condition: {
      ...{ kind: 'ratio', measure: 'failed-call-share', direction: 'above', line: 0.2 },
      ...{ windowHours: 1, minN: 20, margin: 0.25 },
    } as const,
    severity: 'warning',
    ...soon,
  },
  {
    builtIn: 'fallback',
    name: 'Templates instead of a model',
    condition: {
      ...{ kind: 'ratio', measure: 'fallback-share', direction: 'above', line: 0.1 },
      ...{ windowHours: 6, minN: 20, margin: 0.2 },
    } as const,
    severity: 'warning',
    ...soon,
  },
  {
    builtIn: 'only-templates',
    name: 'Every run is a template',
    condition: { kind: 'silence', what: 'only-templates', windowHours: 6, minN: 5 },
    severity: 'critical',
    ...soon,
  },
  {
    builtIn: 'none-ends',
    name: 'Runs wait, and none ends',
    condition: { kind: 'silence', what: 'none-ends', windowHours: 3, minN: 1 },
    severity: 'critical',
    ...soon,
  },
  {
    builtIn: 'spend-anomaly',
    name: 'Spend is unusual',
    condition: {
      ...{ kind: 'baseline', measure: 'spend', direction: 'above', factor: 2, weeks: 8 },
      ...{ floor: DOLLAR, windowHours: 24, margin: 0.1 },
    } as const,
    severity: 'warning',
    // At the edges of a weekend a few hours of chance are most of a window; a day that is unusual stays so for longer.
    pendingSeconds: 7200,
    recoverSeconds: 3600,
    renotifyMinutes: DAY_MINUTES,
  },
  {
    builtIn: 'budget-80',
    name: 'A budget has used 80 %',
    condition: { kind: 'budget', percent: 80 },
    severity: 'warning',
    ...{ pendingSeconds: 0, recoverSeconds: 0, renotifyMinutes: null },
  },
  {
    builtIn: 'budget-100',
    name: 'A budget is used up',
    condition: { kind: 'budget', percent: 100 },
    severity: 'critical',
    ...{ pendingSeconds: 0, recoverSeconds: 0, renotifyMinutes: null },
  },
  {
    builtIn: 'budget-stop',
    name: 'A budget stops runs',
    condition: { kind: 'budget-stop' },
    severity: 'critical',
    ...{ pendingSeconds: 0, recoverSeconds: 0, renotifyMinutes: null },
  },
  {
    builtIn: 'provider-down',
    name: 'A provider is down, or refuses its key',
    condition: { kind: 'provider-down' },
    severity: 'critical',
    ...soon,
  },
]
