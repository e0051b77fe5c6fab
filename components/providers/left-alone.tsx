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

/** Says which models are left alone, since when, what ends it and what they said last; a refused key is said once. */
export function LeftAlone({ breakers, children }: LeftAloneProps) {
  if (breakers.length === 0) return null
  const keys = new Set<string>()
  const shown = breakers.filter(({ isKeyRefused, providerId }) => {
    if (!isKeyRefused) return true
    const isFirst = !keys.has(providerId)
    keys.add(providerId)
    return isFirst
  })
  return (
    <div role="status" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="grid min-w-0 gap-1">
        {shown.map((breaker) => (
          <p key={`${breaker.providerId} ${breaker.model}`} className="break-words">
            <Why breaker={breaker} /> <RelativeTime time={breaker.openedAt} />. {describeNextTry(breaker)}
            {breaker.lastText === null ? null : ` It said last: ${breaker.lastText}`}
          </p>
        ))}
        {children === undefined ? null : <p>{children}</p>}
      </div>
    </div>
  )
}

function Why({ breaker }: { breaker: BreakerRow }) {
  const { isKeyRefused, state, model, providerName, failures } = breaker
  if (isKeyRefused)
    return (
      <>
        The key of <b className="font-medium">{providerName}</b> is refused: replace it. Noticed
      </>
    )
  if (state === 'refused')
    return (
      <>
        {providerName} does not know <b className="font-medium">{model}</b>: choose another model. Noticed
      </>
    )
  return (
    <>
      <b className="font-medium">{model}</b> of {providerName} is left alone after {failures} failed calls in
      a row, since
    </>
  )
}
