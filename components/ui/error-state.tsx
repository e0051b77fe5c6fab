'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import { Button } from './button'
import { cn } from './cn'
import { CopyButton } from './copy-button'

type ErrorStateProps = {
  title?: string
  /** what happened and what to do, for the person */
  text: string
  requestId?: string | null | undefined
  onRetry?: () => void
  className?: string
}

/** Something could not be loaded: why, a way to try again, and the id to give to whoever can look it up. */
export function ErrorState({
  title = 'This could not be loaded',
  text,
  requestId,
  onRetry,
  className,
}: ErrorStateProps) {
  return (
    <div role="alert" className={cn('grid justify-items-center gap-1.5 px-6 py-10 text-center', className)}>
      <TriangleAlert className="mb-1 size-5 text-bad" aria-hidden />
      <p className="font-medium">{title}</p>
      <p className="max-w-md text-dim">{text}</p>
      {requestId ? (
        <p className="flex items-center gap-1 text-faint text-xs">
          request <code className="font-mono">{requestId}</code>
          <CopyButton text={requestId} label="Copy the request id" />
        </p>
      ) : null}
      {onRetry ? (
        <Button className="mt-2.5" onClick={onRetry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      ) : null}
    </div>
  )
}
