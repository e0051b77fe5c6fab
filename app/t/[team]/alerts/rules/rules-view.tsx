'use client'

import { Plus } from 'lucide-react'
import Link from 'next/link'
import { AlertStatePill, SeverityOfAlert } from '@/components/alerts/alert-pills'
import { useAlertRules } from '@/components/queries/use-alerts'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { Switch } from '@/components/ui/switch'
import type { AlertRuleList, AlertRuleRow } from '@/lib/domain/alert'
import type { AlertKind } from '@/lib/domain/alert-condition'
import { describeCondition } from '@/lib/domain/describe-condition'
import { formatFigure } from '@/lib/format/format-figure'
import { switchAlertRuleAction } from '../actions'
import { AlertsNav } from '../alerts-nav'

type RulesViewProps = { teamSlug: string; initial: AlertRuleList; editable: boolean }

/** What the team wants to be told of, and where each stands. */
export function RulesView({ teamSlug, initial, editable }: RulesViewProps) {
  const { data = initial } = useAlertRules(teamSlug, initial)
  return (
    <>
      <PageHeader
        title="Alerts"
        note="A rule fires once per incident, and tells its end."
        actions={
          editable ? (
            <Button asChild variant="primary">
              <Link href={`/t/${teamSlug}/alerts/rules/new`}>
                <Plus aria-hidden /> Add a rule
              </Link>
            </Button>
          ) : null
        }
      />
      <AlertsNav team={teamSlug} current="rules" />
      <Panel title="Rules" note={`n = ${data.rules.length}`}>
        <ul aria-label="Rules" className="divide-y divide-line-soft">
          {data.rules.map((rule) => (
            <RuleLine key={rule.id} teamSlug={teamSlug} rule={rule} editable={editable} />
          ))}
        </ul>
      </Panel>
    </>
  )
}

const NOTHING: Partial<Record<AlertKind, string>> = {
  budget: 'There is no budget.',
  'budget-stop': 'There is no hard budget.',
  'provider-down': 'There is no provider.',
}
const MOST_SAID = 4

/** What it saw last, in words; of many things those that are beyond their line first, and how many more there are. */
function seenOf({ readings, lastReadAt, condition }: AlertRuleRow): string {
  if (lastReadAt === null) return ''
  if (readings.length === 0) return (condition === null ? undefined : NOTHING[condition.kind]) ?? ''
  const beyondFirst = readings.toSorted(
    (a, b) => Number(b.standing === 'beyond') - Number(a.standing === 'beyond'),
  )
  const said = beyondFirst.slice(0, MOST_SAID).map(({ text }) => text)
  const more = readings.length - said.length
  return [...said, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

function RuleLine({ teamSlug, rule, editable }: { teamSlug: string; rule: AlertRuleRow; editable: boolean }) {
  const { run, pending } = useToastAction(switchAlertRuleAction)
  const seen = rule.problem ?? seenOf(rule)
  return (
    <li className="flex items-start gap-3 px-3.5 py-2.5">
      <div className="grid min-w-0 flex-1 gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <AlertStatePill state={rule.state} />
          <SeverityOfAlert severity={rule.severity} />
          <Link
            href={`/t/${teamSlug}/alerts/rules/${rule.id}`}
            className="min-w-0 py-0.5 font-medium wrap-anywhere underline-offset-4 hover:underline"
          >
            {rule.name}
          </Link>
          {rule.scope === 'team' ? null : (
            <Pill>
              {rule.scope} {rule.scopeName}
            </Pill>
          )}
        </div>
        <p className="text-dim text-sm wrap-anywhere">{describeCondition(rule.condition, formatFigure)}</p>
        {seen === '' ? null : <p className="text-sm wrap-anywhere">{seen}</p>}
      </div>
      <Switch
        aria-label={`Rule ${rule.name}`}
        checked={rule.enabled}
        disabled={!editable || pending}
        onCheckedChange={(enabled) => void run({ team: teamSlug, id: rule.id, enabled })}
      />
    </li>
  )
}
