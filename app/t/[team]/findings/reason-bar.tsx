'use client'

import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { REASON_HINT, REASON_WORD } from '@/components/findings/finding-words'
import { useKeys } from '@/components/layout/use-keys'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { DismissReason } from '@/lib/domain/finding-row'
import { formatPlural } from '@/lib/format/format-count'

type ReasonBarProps = {
  /** how many findings are dismissed */
  count: number
  pending: boolean
  onDismiss: (reason: DismissReason, comment: string | undefined) => void
  onCancel: () => void
}

/** Asks why something is dismissed; each reason teaches something else. */
export function ReasonBar({ count, pending, onDismiss, onCancel }: ReasonBarProps) {
  const [comment, setComment] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const dismiss = (reason: DismissReason) => {
    if (!pending) onDismiss(reason, comment.trim() === '' ? undefined : comment.trim())
  }
  useKeys([
    ...DismissReason.options.map((reason, index) => ({
      key: String(index + 1),
      label: `Dismiss: ${REASON_WORD[reason].toLowerCase()}`,
      run: () => dismiss(reason),
    })),
    { key: 'Escape', label: 'Do not dismiss', run: onCancel },
  ])
  return (
    <section
      aria-label="Why is it dismissed?"
      className="fixed bottom-5 left-1/2 z-30 grid w-max max-w-[calc(100vw-1rem)] -translate-x-1/2 gap-2 rounded-lg border bg-panel p-2.5 shadow-float"
    >
      <div className="flex items-center gap-2">
        <h2 className="flex-1 font-semibold text-sm">Dismiss {formatPlural(count, 'finding')}: why?</h2>
        <Button variant="ghost" size="icon-sm" aria-label="Do not dismiss" onClick={onCancel}>
          <X aria-hidden />
        </Button>
      </div>
      <p role="status" className="text-dim text-sm empty:hidden">
        {isAsked ? 'Now choose the reason; your words go with it.' : null}
      </p>
      <div className="flex flex-wrap gap-1.5">
        {DismissReason.options.map((reason, index) => (
          <Button
            key={reason}
            ref={index === 0 ? first : undefined}
            disabled={pending}
            title={REASON_HINT[reason]}
            onClick={() => dismiss(reason)}
          >
            {REASON_WORD[reason]} <Kbd className="max-md:hidden">{index + 1}</Kbd>
          </Button>
        ))}
      </div>
      <Input
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          // No reason is the usual one: the word stays, and the next key says why.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault()
            setIsAsked(true)
            first.current?.focus()
          }
        }}
        maxLength={4000}
        aria-label="A word for the others (optional)"
        placeholder="A word for the others (optional)"
      />
    </section>
  )
}
