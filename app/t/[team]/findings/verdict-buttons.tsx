'use client'

import { Check, CircleSlash, RotateCcw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { FindingState } from '@/lib/domain/finding-row'

type VerdictButtonsProps = {
  state: FindingState
  pending: boolean
  onAccept: () => void
  onDismiss: () => void
  /** null: nothing was said that could be taken back */
  onUndo: (() => void) | null
}

/** What a person can say about the finding that is open. */
export function VerdictButtons({ state, pending, onAccept, onDismiss, onUndo }: VerdictButtonsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 pt-0.5">
      <Button
        variant={state === 'open' ? 'primary' : 'secondary'}
        size="sm"
        disabled={pending || state === 'accepted'}
        onClick={onAccept}
      >
        <Check aria-hidden /> {state === 'accepted' ? 'Accepted' : 'Accept'}{' '}
        <Kbd className="max-md:hidden">a</Kbd>
      </Button>
      <Button size="sm" disabled={pending} onClick={onDismiss}>
        <CircleSlash aria-hidden /> {state === 'dismissed' ? 'Dismiss otherwise' : 'Dismiss'}{' '}
        <Kbd className="max-md:hidden">d</Kbd>
      </Button>
      {onUndo === null ? null : (
        <Button variant="ghost" size="sm" disabled={pending} onClick={onUndo}>
          <RotateCcw aria-hidden /> Take back <Kbd className="max-md:hidden">u</Kbd>
        </Button>
      )}
    </div>
  )
}
