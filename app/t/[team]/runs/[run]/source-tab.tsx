'use client'

import { coverageOf } from '@/components/runs/coverage-of'
import { useRunPage } from './run-context'
import { RunSource } from './run-source'

/** The module, or the changes, as they were when the run was launched. */
export function SourceTab() {
  const { detail, artifact } = useRunPage()
  const coverage = artifact === null ? null : coverageOf(artifact, detail.checks)
  return (
    <RunSource
      coverage={coverage}
      isUnderWay={detail.run.status === 'queued' || detail.run.status === 'running'}
      className="max-h-[calc(100dvh-9rem)]"
    />
  )
}
