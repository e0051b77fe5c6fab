'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ChoiceField } from '@/components/ui/choice-field'
import { DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Select } from '@/components/ui/select'
import { useAction } from '@/components/ui/use-action'
import type { BudgetBoard, BudgetDraft } from '@/lib/domain/budget'
import type { WorkflowName } from '@/lib/domain/words'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { createBudgetAction } from './actions'
import { AmountField, readAmount } from './amount-field'

type BudgetFormProps = {
  teamSlug: string
  board: Pick<BudgetBoard, 'projects' | 'members'>
  /** that can be launched */
  workflows: readonly WorkflowName[]
  onDone: () => void
  onCancel: () => void
}

const SCOPES = [
  { value: 'team', label: 'Team' },
  { value: 'project', label: 'Project' },
  { value: 'workflow', label: 'Workflow' },
  { value: 'member', label: 'Member' },
] as const
const PERIODS = [
  { value: 'day', label: 'Day' },
  { value: 'month', label: 'Month' },
  { value: 'once', label: 'Once' },
] as const
const KINDS = [
  { value: 'hard', label: 'Hard' },
  { value: 'soft', label: 'Soft' },
] as const
const KIND_HINT = {
  hard: 'No call is made that could go above it: the run takes the template, and says why.',
  soft: 'Nothing is stopped. Passing 50, 80 and 100 % is told once a period.',
}

function choicesOf(
  scope: BudgetDraft['scope'],
  { board, workflows }: Pick<BudgetFormProps, 'board' | 'workflows'>,
) {
  if (scope === 'workflow')
    return workflows.map((name) => ({ value: name as string, label: WORKFLOW_TITLE[name] }))
  const rows = scope === 'project' ? board.projects : board.members
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

/** What it is for, how long it lasts, whether it stops anything, and how much. */
export function BudgetForm({ teamSlug, board, workflows, onDone, onCancel }: BudgetFormProps) {
  const save = useAction(createBudgetAction)
  const [scope, setScope] = useState<BudgetDraft['scope']>('team')
  const [scopeId, setScopeId] = useState('')
  const [period, setPeriod] = useState<BudgetDraft['period']>('month')
  const [kind, setKind] = useState<BudgetDraft['kind']>('hard')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const amount = readAmount(new FormData(event.currentTarget))
    setProblem(amount.ok ? null : amount.text)
    if (!amount.ok) return
    const draft = { scope, scopeId, period, kind, limitNanoUsd: amount.nanoUsd }
    const result = await save.run({ team: teamSlug, ...draft })
    if (result.ok) onDone()
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={(event) => void submit(event)}>
      <ChoiceField
        label="What it is for"
        value={scope}
        options={SCOPES}
        onValueChange={(next) => {
          setScope(next)
          setScopeId('')
        }}
      />
      {scope === 'team' ? null : (
        <FormField label={`Which ${scope}`} error={save.fieldError('scopeId')}>
          {(control) => (
            <Select
              {...control}
              value={scopeId === '' ? undefined : scopeId}
              placeholder={`Choose a ${scope}`}
              options={choicesOf(scope, { board, workflows })}
              onValueChange={setScopeId}
            />
          )}
        </FormField>
      )}
      <ChoiceField label="How long it lasts" value={period} options={PERIODS} onValueChange={setPeriod} />
      <ChoiceField
        label="Kind of budget"
        value={kind}
        options={KINDS}
        onValueChange={setKind}
        hint={KIND_HINT[kind]}
      />
      <AmountField error={problem ?? save.fieldError('limitNanoUsd')} />
      <FormError text={save.formError('scopeId', 'limitNanoUsd')} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={save.pending}>
          Set the budget
        </Button>
      </DialogFooter>
    </form>
  )
}
