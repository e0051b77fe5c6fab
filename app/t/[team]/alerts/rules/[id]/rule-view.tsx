'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { AlertChart } from '@/components/alerts/alert-chart'
import { AlertList } from '@/components/alerts/alert-list'
import { AlertStatePill, SeverityOfAlert } from '@/components/alerts/alert-pills'
import { useGo } from '@/components/layout/use-go'
import { useAlertRule } from '@/components/queries/use-alerts'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import type { AlertRuleChoices, AlertRuleDetail, AlertRuleRow } from '@/lib/domain/alert'
import { describeCondition } from '@/lib/domain/describe-condition'
import { formatFigure } from '@/lib/format/format-figure'
import { removeAlertRuleAction, resetAlertRuleAction } from '../../actions'
import { RuleForm } from '../rule-form'

type RuleViewProps = {
  teamSlug: string
  initial: AlertRuleDetail
  choices: AlertRuleChoices
  editable: boolean
}

/** One rule: what it saw against its line, what came of it, and its form. */
export function RuleView({ teamSlug, initial, choices, editable }: RuleViewProps) {
  const [removing, setRemoving] = useState(false)
  const { data = initial } = useAlertRule(teamSlug, initial.rule.id, initial, !removing)
  const { rule, series, timeZone, alerts } = data
  return (
    <>
      <PageHeader
        title={rule.name}
        crumbs={[{ label: 'Rules', href: `/t/${teamSlug}/alerts/rules` }]}
        badges={
          <>
            <AlertStatePill state={rule.state} />
            <SeverityOfAlert severity={rule.severity} />
          </>
        }
        note={describeCondition(rule.condition, formatFigure)}
        actions={editable ? <RuleActs teamSlug={teamSlug} rule={rule} onRemoving={setRemoving} /> : null}
      />
      <div className="grid gap-3">
        {rule.problem === null ? null : (
          <p className="rounded-lg border bg-warn-soft px-3.5 py-2.5 text-warn">{rule.problem}</p>
        )}
        {series.length === 0 ? (
          <Panel title="What the rule saw">
            <EmptyState title="No data yet">
              It has seen nothing to measure. It is looked at within seconds after something happens.
            </EmptyState>
          </Panel>
        ) : (
          series.map(({ subject, name, points }) => (
            <AlertChart
              key={subject}
              title={name ?? 'The last 7 days'}
              condition={rule.condition}
              samples={points}
              timeZone={timeZone}
              fileName={`${teamSlug}-rule`}
            />
          ))
        )}
        {alerts.length === 0 ? null : (
          <Panel title="Its alerts" note={`n = ${alerts.length}`}>
            <AlertList label="Alerts of this rule" team={teamSlug} alerts={alerts} />
          </Panel>
        )}
        {editable ? (
          // A live reading changes nothing that is being typed; another version of the rule begins the form anew.
          <RuleForm key={ruleVersion(rule)} teamSlug={teamSlug} rule={rule} choices={choices} />
        ) : null}
      </div>
    </>
  )
}

function ruleVersion({ id, name, condition, pendingMinutes, recoverMinutes, renotifyHours }: AlertRuleRow) {
  return JSON.stringify([id, name, condition, pendingMinutes, recoverMinutes, renotifyHours])
}

type RuleActsProps = { teamSlug: string; rule: AlertRuleRow; onRemoving: (removing: boolean) => void }

function RuleActs({ teamSlug, rule, onRemoving }: RuleActsProps) {
  const reset = useToastAction(resetAlertRuleAction)
  const remove = useToastAction(removeAlertRuleAction)
  const go = useGo()
  const target = { team: teamSlug, id: rule.id }
  if (rule.isBuiltIn) {
    return (
      <Button
        loading={reset.pending}
        onClick={() =>
          void reset.run(target).then((result) => {
            if (result.ok) toast.success('The rule is as every team begins with it.')
          })
        }
      >
        <RotateCcw aria-hidden /> Set back to the default
      </Button>
    )
  }
  const removeIt = async () => {
    // Its own live event would ask for what is gone.
    onRemoving(true)
    const result = await remove.run(target)
    if (!result.ok) return onRemoving(false)
    toast.success('The rule was removed.')
    go(`/t/${teamSlug}/alerts/rules`)
  }
  return (
    <ConfirmDialog
      title={`Remove the rule ${rule.name}?`}
      description="Its alerts and what it saw go with it. This cannot be undone; switching it off can."
      confirmLabel="Remove it"
      onConfirm={removeIt}
    >
      <Button variant="danger">
        <Trash2 aria-hidden /> Remove
      </Button>
    </ConfirmDialog>
  )
}
