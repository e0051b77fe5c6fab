'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useId, useState } from 'react'
import { Label } from '@/components/ui/label'
import { Panel } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'

/** Long enough to notice a mistake. */
const UNDO_MS = 12_000

type TeamSwitchProps = {
  title: string
  label: string
  hint: ReactNode
  initial: boolean
  editable: boolean
  pending: boolean
  /** tells the server; a refusal turns the switch back */
  save: (next: boolean) => Promise<{ ok: boolean }>
  /** what is so from now on, for the toast */
  said: (on: boolean) => string
}

/** A setting of the team that is on or off, with an undo. */
export function TeamSwitch({ title, label, hint, initial, editable, pending, save, said }: TeamSwitchProps) {
  const id = useId()
  const router = useRouter()
  const [on, setOn] = useState(initial)
  const change = async (next: boolean) => {
    setOn(next)
    const result = await save(next)
    if (!result.ok) {
      setOn(!next)
      return
    }
    toast.success(said(next), {
      duration: UNDO_MS,
      action: { label: 'Undo', onClick: () => void change(!next) },
    })
    router.refresh()
  }
  return (
    <Panel title={title}>
      <div className="flex items-start gap-3 p-3.5">
        <Switch
          id={id}
          checked={on}
          disabled={!editable || pending}
          onCheckedChange={(next) => void change(next)}
          aria-describedby={`${id}-hint`}
          className="mt-0.5"
        />
        <div className="grid gap-0.5">
          <Label htmlFor={id}>{label}</Label>
          <p id={`${id}-hint`} className="text-dim">
            {hint}
            {editable ? '' : ' Only an owner or admin can change it.'}
          </p>
        </div>
      </div>
    </Panel>
  )
}
