'use client'

import { useToastAction } from '@/components/runs/use-toast-action'
import { setViewersSeeCostsAction } from './actions'
import { TeamSwitch } from './team-switch'

type CostsSwitchProps = { teamSlug: string; seesCosts: boolean; editable: boolean }

/** Whether viewers are shown what things cost. */
export function CostsSwitch({ teamSlug, seesCosts, editable }: CostsSwitchProps) {
  const { run, pending } = useToastAction(setViewersSeeCostsAction)
  return (
    <TeamSwitch
      title="Costs"
      label="Viewers see what things cost"
      hint="When this is off, the server sends viewers no costs, no budgets and no charts of money."
      initial={seesCosts}
      editable={editable}
      pending={pending}
      save={(next) => run({ team: teamSlug, seesCosts: next })}
      said={(on) => (on ? 'Viewers see what things cost.' : 'From now on viewers are shown no money.')}
    />
  )
}
