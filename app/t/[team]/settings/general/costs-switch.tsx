'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Label } from '@/components/ui/label'
import { Panel } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { setViewersSeeCostsAction } from './actions'

/** Long enough to notice a mistake. */
const UNDO_MS = 12_000

type CostsSwitchProps = { teamSlug: string; seesCosts: boolean; editable: boolean }

/** Whether viewers are shown what things cost. */
export function CostsSwitch({ teamSlug, seesCosts, editable }: CostsSwitchProps) {
  const id = useId()
  const router = useRouter()
  const { run, pending } = useToastAction(setViewersSeeCostsAction)
  const [on, setOn] = useState(seesCosts)
  const change = async (next: boolean) => {
    setOn(next)
    const result = await run({ team: teamSlug, seesCosts: next })
    if (!result.ok) {
      setOn(!next)
      return
    }
    toast.success(next ? 'Viewers see what things cost.' : 'From now on viewers are shown no money.', {
      duration: UNDO_MS,
      action: { label: 'Undo', onClick: () => void change(!next) },
    })
    router.refresh()
  }
  return (
    <Panel title="Costs">
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
          <Label htmlFor={id}>Viewers see what things cost</Label>
          <p id={`${id}-hint`} className="text-dim">
            When this is off, the server sends viewers no costs, no budgets and no charts of money.
            {editable ? '' : ' Only an owner or admin can change it.'}
          </p>
        </div>
      </div>
    </Panel>
  )
}
