'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { formatPlural } from '@/lib/format/format-count'

type ListEndProps = {
  shown: number
  /** what the rows are */
  noun?: string
  hasMore: boolean
  loading: boolean
  onMore: () => void
}

/** The end of a long list: loads the next page when it comes into sight, and has a button for it too. */
export function ListEnd({ shown, noun = 'run', hasMore, loading, onMore }: ListEndProps) {
  const end = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  useEffect(() => {
    latest.current = onMore
  })
  useEffect(() => {
    if (end.current === null || !hasMore || loading) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) latest.current()
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasMore, loading])
  if (shown === 0) return null
  return (
    <div ref={end} className="flex items-center justify-center gap-3 py-3 text-dim text-sm">
      <span aria-live="polite">
        {formatPlural(shown, noun)} shown{hasMore ? '' : ', that is all'}
      </span>
      {hasMore ? (
        <Button size="sm" loading={loading} onClick={onMore}>
          Load more
        </Button>
      ) : null}
    </div>
  )
}
