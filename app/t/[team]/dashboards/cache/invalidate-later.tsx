'use client'

import { type ComponentProps, useState } from 'react'
import { Button } from '@/components/ui/button'
import { onDemand, useOnDemand } from '@/components/ui/on-demand'
import { Panel } from '@/components/ui/panel'
import { sayNotLoaded } from '@/components/ui/say-not-loaded'
import type { InvalidatePanel } from '../../settings/cache/invalidate-panel'

/** Its fields weigh more than the page: they come when somebody wants them. */
const parts = onDemand(() => import('../../settings/cache/invalidate-panel'))

/** Where stored results are made anew, once that is asked for. */
export function InvalidateLater(props: ComponentProps<typeof InvalidatePanel>) {
  const [isWanted, setWanted] = useState(false)
  const loaded = useOnDemand(parts, isWanted, () => {
    setWanted(false)
    sayNotLoaded()
  })
  if (loaded !== null) return <loaded.InvalidatePanel {...props} />
  return (
    <Panel
      title="Invalidate"
      note="results are made anew when they are asked for again"
      actions={
        <Button
          size="sm"
          loading={isWanted}
          onPointerEnter={parts.prepare}
          onFocus={parts.prepare}
          onClick={() => setWanted(true)}
        >
          Choose results…
        </Button>
      }
    />
  )
}
