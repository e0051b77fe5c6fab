'use client'

import { type FormEvent, useState } from 'react'
import { useGo } from '@/components/layout/use-go'
import { Button } from '@/components/ui/button'
import { ChoiceField } from '@/components/ui/choice-field'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { AlertRuleChoices, AlertRuleRow } from '@/lib/domain/alert'
import type { AlertKind } from '@/lib/domain/alert-condition'
import { WorkflowName } from '@/lib/domain/words'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { saveAlertRuleAction } from '../actions'
import { ChannelChoice } from './channel-choice'
import { ConditionFields, TypedField } from './condition-fields'
import { EMPTY_RULE, type RuleForm as Form, toRuleDraft, toRuleForm } from './rule-draft'

const KINDS: { value: AlertKind; label: string; hint: string }[] = [
  { value: 'ratio', label: 'Share', hint: 'A share of enough calls or runs is above or below a line.' },
  { value: 'threshold', label: 'Threshold', hint: 'A sum, a mean or a p95 is above or below a line.' },
  { value: 'baseline', label: 'Unusual', hint: 'A sum is far from the same hours of the weeks before.' },
  { value: 'budget', label: 'Budget', hint: 'A budget has used a share of its limit.' },
  {
    value: 'budget-stop',
    label: 'Budget stops runs',
    hint: 'A hard budget has too little left for calls.',
  },
  { value: 'silence', label: 'Silence', hint: 'Nothing runs, or every run is a template.' },
  { value: 'provider-down', label: 'Provider down', hint: 'Calls to a model fail again and again.' },
]
const SCOPES = [
  { value: 'team', label: 'Team' },
  { value: 'project', label: 'Project' },
  { value: 'workflow', label: 'Workflow' },
  { value: 'member', label: 'Member' },
] as const
const SEVERITIES = [
  { value: 'warning', label: 'Warning' },
  { value: 'critical', label: 'Critical' },
] as const

function scopeOptions(scope: Form['scope'], choices: AlertRuleChoices) {
  if (scope === 'workflow')
    return WorkflowName.options.map((name) => ({ value: name as string, label: WORKFLOW_TITLE[name] }))
  const rows = scope === 'project' ? choices.projects : choices.members
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

type RuleFormProps = {
  teamSlug: string
  /** null: a new one */
  rule: AlertRuleRow | null
  choices: AlertRuleChoices
}

/** What a rule looks at, when it is trouble, and who is told. */
export function RuleForm({ teamSlug, rule, choices }: RuleFormProps) {
  const save = useAction(saveAlertRuleAction)
  const go = useGo()
  const [form, setForm] = useState<Form>(() => (rule === null ? EMPTY_RULE : toRuleForm(rule)))
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }))
  const fields = { form, onChange: change, errorOf: save.fieldError }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ team: teamSlug, ...toRuleDraft(form, rule?.id) })
    if (!result.ok) return
    toast.success(rule === null ? 'The rule is on. It is looked at within seconds.' : 'The rule was changed.')
    if (rule === null) go(`/t/${teamSlug}/alerts/rules/${result.data.id}`)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Panel title={rule === null ? 'A new rule' : 'The rule'}>
        <div className="grid items-start gap-x-6 gap-y-4 p-3.5 sm:grid-cols-2 xl:grid-cols-3">
          <FormField label="Name" error={save.fieldError('name')}>
            {(control) => (
              <Input
                {...control}
                value={form.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </FormField>
          <FormField label="Kind">
            {(control) => (
              <Select
                {...control}
                value={form.kind}
                options={KINDS}
                onValueChange={(kind) =>
                  change(kind === 'provider-down' ? { kind, scope: 'team', scopeId: '' } : { kind })
                }
              />
            )}
          </FormField>
          <ConditionFields {...fields} />
          <div className="col-span-full grid gap-1.5">
            <ChoiceField
              label="What it looks at"
              value={form.scope}
              options={form.kind === 'provider-down' ? SCOPES.slice(0, 1) : SCOPES}
              onValueChange={(scope) => change({ scope, scopeId: '' })}
            />
            <FormError text={save.fieldError('scope')} />
          </div>
          {form.scope === 'team' ? null : (
            <FormField label={`Which ${form.scope}`} error={save.fieldError('scopeId')}>
              {(control) => (
                <Select
                  {...control}
                  value={form.scopeId === '' ? undefined : form.scopeId}
                  placeholder={`Choose a ${form.scope}`}
                  options={scopeOptions(form.scope, choices)}
                  onValueChange={(scopeId) => change({ scopeId })}
                />
              )}
            </FormField>
          )}
          <ChoiceField
            label="How much it matters"
            className="col-span-full"
            value={form.severity}
            options={SEVERITIES}
            onValueChange={(severity) => change({ severity })}
          />
          <TypedField
            {...fields}
            label="Minutes until it is told"
            name="pendingMinutes"
            path="pendingMinutes"
            hint="Until then it is pending."
          />
          <TypedField
            {...fields}
            label="Minutes until it is over"
            name="recoverMinutes"
            path="recoverMinutes"
            hint="So long it must be well again."
          />
          <TypedField
            {...fields}
            label="Hours until it is told again"
            name="renotifyHours"
            path="renotifyHours"
            hint="Until somebody acknowledges it. Empty: told once."
          />
          <ChannelChoice {...fields} channels={choices.channels} />
          <FormError text={save.formError(...SHOWN)} />
          <div className="col-span-full flex justify-end">
            <Button type="submit" variant="primary" loading={save.pending}>
              {rule === null ? 'Add the rule' : 'Save'}
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  )
}

/** Fields that show their own error. */
const SHOWN = [
  ...['name', 'scope', 'scopeId', 'pendingMinutes', 'recoverMinutes', 'renotifyHours', 'channelIds'],
  ...['measure', 'line', 'windowHours', 'minN', 'margin', 'factor', 'weeks', 'floor', 'percent'].map(
    (name) => `condition.${name}`,
  ),
]
