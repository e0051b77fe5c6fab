'use client'

import { useEffect, useRef } from 'react'
import { CodeView } from '@/components/code/code-view'
import { QueryError } from '@/components/queries/fetch-json'
import { type ModuleAddress, useModuleSource } from '@/components/queries/use-module-source'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'

/** The text of a module; scrolls to `line` (1-based) when one is given. */
export function ModuleSource({ address, line }: { address: ModuleAddress; line: number | null }) {
  const { data, error, isPending, refetch } = useModuleSource(address)
  const box = useRef<HTMLDivElement>(null)
  const source = data?.source
  useEffect(() => {
    if (source === undefined || line === null) return
    box.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' })
  }, [source, line])
  if (isPending) return <Skeleton className="m-3.5 h-40" />
  if (error) {
    const requestId = error instanceof QueryError ? error.requestId : null
    return <ErrorState text={error.message} requestId={requestId} onRetry={() => void refetch()} />
  }
  return (
    <div ref={box} className="h-full">
      <CodeView
        code={data.source}
        language="python"
        label={`Source of ${address.path}`}
        focusLine={line}
        className="h-full"
      />
    </div>
  )
}
