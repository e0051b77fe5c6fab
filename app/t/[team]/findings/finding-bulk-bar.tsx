'use client'

import { Check, CircleSlash, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatPlural } from '@/lib/format/format-count'

type FindingBulkBarProps = {
  count: number
  pending: boolean
  onAccept: () => void
  onDismiss: () => void
  onClear: () => void
}

/** What can be said about the selected findings; floats at the bottom while there are any. */
export function FindingBulkBar({ count, pending, onAccept, onDismiss, onClear }: FindingBulkBarProps) {
  if (count === 0) return null
  return (
    <section
      aria-label="Selected findings"
      className="fixed bottom-5 left-1/2 z-20 flex max-w-[calc(100vw-1rem)] -translate-x-1/2 items-center gap-2 rounded-lg border bg-panel p-1.5 pl-3.5 shadow-float"
    >
      <span className="mr-1 whitespace-nowrap" aria-live="polite">
        {formatPlural(count, 'finding')} selected
      </span>
      <Button size="sm" disabled={pending} onClick={onAccept}>
        <Check aria-hidden /> Accept
      </Button>
      <Button size="sm" disabled={pending} onClick={onDismiss}>
        <CircleSlash aria-hidden /> Dismiss
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </section>
  )
}
