'use client'

import { useToastAction } from '@/components/runs/use-toast-action'
import { setUseModelAction } from './actions'
import { TeamSwitch } from './team-switch'

type UseModelSwitchProps = { teamSlug: string; useModel: boolean; editable: boolean }

/** The team's opt-out of models. */
export function UseModelSwitch({ teamSlug, useModel, editable }: UseModelSwitchProps) {
  const { run, pending } = useToastAction(setUseModelAction)
  return (
    <TeamSwitch
      title="Models"
      label="Launches may use a model"
      hint="When this is off, no code of any project of this team leaves the server: every run takes the template path, which costs nothing."
      initial={useModel}
      editable={editable}
      pending={pending}
      save={(next) => run({ team: teamSlug, useModel: next })}
      said={(on) =>
        on ? 'Launches may use a model again.' : 'From now on every run takes the template path.'
      }
    />
  )
}
