import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { RelativeTime } from '@/components/ui/relative-time'
import type { BreakerRow } from '@/lib/domain/breaker'
import { describeNextTry } from './describe-next-try'

type LeftAloneProps = {
  breakers: readonly BreakerRow[]
  /** what follows from it, after the list */
  children?: ReactNode
}

/** Says which models are left alone after failing, since when, when they are tried again and what they said last. */
export function LeftAlone({ breakers, children }: LeftAloneProps) {
  if (breakers.length === 0) return null
  return (
    <div role="status" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="grid min-w-0 gap-1">
        {breakers.map((breaker) => (
          <p key={`${breaker.providerId} ${breaker.model}`} className="break-words">
            <b className="font-medium">{breaker.model}</b> of {breaker.providerName} is left alone after{' '}
            {breaker.failures} failed calls in a row, since <RelativeTime time={breaker.openedAt} />.{' '}
            {describeNextTry(breaker)}
            {breaker.lastText === null ? null : ` It said last: ${breaker.lastText}`}
          </p>
        ))}
        {children === undefined ? null : <p>{children}</p>}
      </div>
    </div>
  )
}
