'use client'

import { useId } from 'react'
import { Label } from '@/components/ui/label'
import { Switch } from '@/components/ui/switch'

type ProviderSwitchesProps = {
  /** false: a provider that is always elsewhere */
  mayBeLocal: boolean
  isLocal: boolean
  onLocal: (isLocal: boolean) => void
  enabled: boolean
  onEnabled: (enabled: boolean) => void
}

/** Whether a provider runs on the team's own machines, and whether it is called at all. */
export function ProviderSwitches({
  mayBeLocal,
  isLocal,
  onLocal,
  enabled,
  onEnabled,
}: ProviderSwitchesProps) {
  return (
    <div className="grid gap-3">
      {mayBeLocal ? (
        <Row
          label="Runs on our own machines"
          hint="Then projects whose policy is “local models” may use it, too."
          checked={isLocal}
          onChange={onLocal}
        />
      ) : null}
      <Row
        label="In use"
        hint="Switched off, it keeps its settings and is not called."
        checked={enabled}
        onChange={onEnabled}
      />
    </div>
  )
}

type RowProps = { label: string; hint: string; checked: boolean; onChange: (checked: boolean) => void }

function Row({ label, hint, checked, onChange }: RowProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <Switch
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        aria-describedby={`${id}-hint`}
        className="mt-0.5"
      />
      <div>
        <Label htmlFor={id}>{label}</Label>
        <p id={`${id}-hint`} className="text-dim text-xs">
          {hint}
        </p>
      </div>
    </div>
  )
}
