'use client'

import { BookText, Bug, FlaskConical, type LucideIcon, ScanSearch, Wrench } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { cn } from '@/components/ui/cn'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { takesChanges } from '@/lib/domain/launch'
import { WorkflowName } from '@/lib/domain/words'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'

const LOOK = {
  'test-generation': {
    icon: FlaskConical,
    line: 'Complete pytest files that pass twice, with coverage by line.',
  },
  documentation: { icon: BookText, line: 'Docs whose every example was executed.' },
  'code-review': { icon: ScanSearch, line: 'Few findings, each with its line and a concrete trigger.' },
  refactoring: { icon: Wrench, line: 'A diff with evidence that behaviour stays the same.' },
  'bug-prediction': { icon: Bug, line: 'Where bugs are likely, proven by a failing input where it can be.' },
} satisfies Record<WorkflowName, { icon: LucideIcon; line: string }>

type WorkflowPanelProps = {
  available: readonly WorkflowName[]
  /** changes are looked at: workflows that take modules alone cannot be chosen */
  onChanges: boolean
  value: WorkflowName | undefined
  onChange: (workflow: WorkflowName) => void
}

/** Second question: which workflow. */
export function WorkflowPanel({ available, onChanges, value, onChange }: WorkflowPanelProps) {
  const choose = (next: string) => {
    const parsed = WorkflowName.safeParse(next)
    if (parsed.success) onChange(parsed.data)
  }
  return (
    <Panel title="Which workflow">
      <RadioGroup.Root
        value={value}
        onValueChange={choose}
        aria-label="Workflow"
        className="grid gap-1.5 p-2"
      >
        {WorkflowName.options.map((name) => {
          const { icon: Icon, line } = LOOK[name]
          const isThere = available.includes(name)
          const enabled = isThere && (!onChanges || takesChanges(name))
          return (
            <RadioGroup.Item
              key={name}
              value={name}
              disabled={!enabled}
              className={cn(
                'grid grid-cols-[16px_minmax(0,1fr)] items-start gap-x-2.5 rounded-md border border-transparent px-2.5 py-2 text-left',
                'enabled:hover:bg-line-soft disabled:cursor-not-allowed data-[state=checked]:border-ink data-[state=checked]:bg-line-soft',
              )}
            >
              <Icon className={cn('mt-0.5 size-4', enabled ? 'text-ink' : 'text-faint')} aria-hidden />
              <span className="min-w-0">
                <span className="flex flex-wrap items-center gap-x-2">
                  <span className={cn('font-medium', !enabled && 'text-dim')}>{WORKFLOW_TITLE[name]}</span>
                  {enabled ? null : <Pill>{isThere ? 'on modules' : 'later'}</Pill>}
                </span>
                <span className="block text-dim text-sm">{line}</span>
              </span>
            </RadioGroup.Item>
          )
        })}
      </RadioGroup.Root>
    </Panel>
  )
}
