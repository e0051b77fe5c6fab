'use client'

import { useRouter } from 'next/navigation'
import { RadioGroup } from 'radix-ui'
import { useId, useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { toast } from '@/components/ui/toast'
import type { ProjectRow } from '@/lib/domain/project-row'
import { DataPolicy } from '@/lib/domain/words'
import { setDataPolicyAction } from '../actions'
import { POLICY_WORDS } from '../policy-words'

type PolicyDialogProps = {
  teamSlug: string
  project: ProjectRow
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Where the project's code may be sent. */
export function PolicyDialog({ teamSlug, project, open, onOpenChange }: PolicyDialogProps) {
  const router = useRouter()
  const id = useId()
  const { run, pending } = useToastAction(setDataPolicyAction)
  const [chosen, setChosen] = useState(project.dataPolicy)
  const save = async () => {
    const result = await run({ team: teamSlug, projectId: project.id, dataPolicy: chosen })
    if (!result.ok) return
    toast.success('The data policy was changed. It holds for every run from now on.')
    onOpenChange(false)
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Data policy" description={`Where the code of ${project.name} may go.`}>
        <RadioGroup.Root
          aria-label="Data policy"
          value={chosen}
          onValueChange={(value) => setChosen(DataPolicy.parse(value))}
          className="grid gap-2"
        >
          {DataPolicy.options.map((policy) => (
            <div
              key={policy}
              className="flex items-start gap-2.5 rounded-md border p-3 has-data-[state=checked]:border-ink"
            >
              <RadioGroup.Item
                id={`${id}-${policy}`}
                value={policy}
                aria-describedby={`${id}-${policy}-hint`}
                className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-panel"
              >
                <RadioGroup.Indicator className="size-2 rounded-full bg-ink" />
              </RadioGroup.Item>
              <div>
                <label
                  htmlFor={`${id}-${policy}`}
                  className="inline-block font-medium first-letter:uppercase"
                >
                  {POLICY_WORDS[policy].label}
                </label>
                <p id={`${id}-${policy}-hint`} className="text-dim text-sm">
                  {POLICY_WORDS[policy].hint}
                </p>
              </div>
            </div>
          ))}
        </RadioGroup.Root>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            loading={pending}
            disabled={chosen === project.dataPolicy}
            onClick={() => void save()}
          >
            Save
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
