'use client'

import { useRouter } from 'next/navigation'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { resetStartTierAction } from './actions'
import type { StagePlace } from './pin-dialog'

/** Takes the pin of a stage back. */
export function ResetPin({ place }: { place: StagePlace }) {
  const router = useRouter()
  const { run, pending } = useToastAction(resetStartTierAction)
  const reset = async () => {
    const result = await run(place)
    if (!result.ok) return
    toast.success('Reset: runs start by what was learned again.')
    router.refresh()
  }
  return (
    <Button size="sm" variant="ghost" loading={pending} onClick={() => void reset()}>
      Reset
    </Button>
  )
}
