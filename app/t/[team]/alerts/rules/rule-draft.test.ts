import { describe, expect, test } from 'vitest'
import { DEFAULT_RULES } from '@/lib/alerts/rules/default-rules'
import { AlertRuleDraft, type AlertRuleRow } from '@/lib/domain/alert'
import type { AlertCondition } from '@/lib/domain/alert-condition'
import { EMPTY_RULE, toRuleDraft, toRuleForm } from './rule-draft'

const CONDITIONS: AlertCondition[] = [
  ...DEFAULT_RULES.map(({ condition }) => condition),
  {
    ...{ kind: 'threshold', measure: 'latency-p95', direction: 'above', line: 12_500 },
    ...{ windowHours: 168, minN: 5, margin: 0.15 },
  } as const,
  {
    ...{ kind: 'threshold', measure: 'cost-per-verified', direction: 'below', line: 70_000_000 },
    ...{ windowHours: 3, minN: 1, margin: 0 },
  } as const,
  { kind: 'silence', what: 'only-templates', windowHours: 24, minN: 12 },
]

const rowOf = (condition: AlertCondition): AlertRuleRow => ({
  ...{ id: 'r1', isBuiltIn: false, name: 'Mine', condition, scope: 'team', scopeId: 't1', scopeName: '' },
  ...{ severity: 'critical', pendingMinutes: 3, recoverMinutes: 0, renotifyHours: null, enabled: true },
  ...{ allChannels: false, channelIds: ['c1'], state: 'ok', readings: [], lastReadAt: null, problem: null },
})

describe('the form of a rule', () => {
  test.each(CONDITIONS)('shows and sends back what is stored: $kind', (condition) => {
    const sent = AlertRuleDraft.parse(toRuleDraft(toRuleForm(rowOf(condition)), 'r1'))
    expect(sent).toMatchObject({ condition, pendingMinutes: 3, renotifyHours: null, channelIds: ['c1'] })
  })

  test('reads dollars, seconds and per cent as they are typed', () => {
    const typed = { ...EMPTY_RULE, name: 'x', line: '12,5' }
    expect(toRuleDraft(typed, undefined).condition).toMatchObject({ line: 0.125 })
    expect(toRuleDraft({ ...typed, kind: 'threshold' }, undefined).condition).toMatchObject({
      line: 12_500_000_000,
    })
  })

  test('a line that is missing is told beside its field', () => {
    const parsed = AlertRuleDraft.safeParse(toRuleDraft({ ...EMPTY_RULE, name: 'x' }, undefined))
    expect(parsed.error?.issues).toMatchObject([{ path: ['condition', 'line'], message: 'Enter a share.' }])
  })
})
