'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Label } from '@/components/ui/label'
import { Panel } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { setUseModelAction } from './actions'

/** Long enough to notice a mistake. */
const UNDO_MS = 12_000

type UseModelSwitchProps = { teamSlug: string; useModel: boolean; editable: boolean }

/** The team's opt-out of models. */
export function UseModelSwitch({ teamSlug, useModel, editable }: UseModelSwitchProps) {
  const id = useId()
  const router = useRouter()
  const { run, pending } = useToastAction(setUseModelAction)
  const [on, setOn] = useState(useModel)
  const change = async (next: boolean) => {
    setOn(next)
    const result = await run({ team: teamSlug, useModel: next })
    if (!result.ok) {
      setOn(!next)
      return
    }
    toast.success(
      next ? 'Launches may use a model again.' : 'From now on every run takes the template path.',
      {
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => void change(!next) },
      },
    )
    router.refresh()
  }
  return (
    <Panel title="Models">
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
          <Label htmlFor={id}>Launches may use a model</Label>
          <p id={`${id}-hint`} className="text-dim">
            When this is off, no code of any project of this team leaves the server: every run takes the
            template path, which costs nothing.{editable ? '' : ' Only an owner or admin can change it.'}
          </p>
        </div>
      </div>
    </Panel>
  )
}
