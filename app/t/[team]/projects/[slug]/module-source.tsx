'use client'

import { useEffect, useMemo, useRef } from 'react'
import { CodeView } from '@/components/code/code-view'
import { noteLines } from '@/components/findings/note-lines'
import { standsAt } from '@/components/findings/stands-at'
import { QueryError } from '@/components/queries/fetch-json'
import { useAllFindings } from '@/components/queries/use-findings'
import { type ModuleAddress, useModuleSource } from '@/components/queries/use-module-source'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'

/** The text of a module with what was found in it below its lines; scrolls to `line` (1-based) when one is given. */
export function ModuleSource({ address, line }: { address: ModuleAddress; line: number | null }) {
  const { data, error, isPending, refetch } = useModuleSource(address)
  const findings = useModuleFindings(address, data?.source)
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
        markedLines={findings.marked}
        notes={findings.notes}
        className="h-full"
      />
    </div>
  )
}

/** What is open in the module, where the code that it is about still stands. */
function useModuleFindings({ team, project, path }: ModuleAddress, source: string | undefined) {
  const { data } = useAllFindings(team, { project: [project], path, state: ['open', 'accepted'] })
  return useMemo(() => {
    const standing = data?.rows.filter((finding) => source !== undefined && standsAt(source, finding)) ?? []
    return noteLines(standing, ({ id }) => `/t/${team}/findings?finding=${id}`)
  }, [data, source, team])
}
