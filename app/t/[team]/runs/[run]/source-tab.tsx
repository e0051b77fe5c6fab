'use client'

import { coverageOf } from '@/components/runs/coverage-of'
import { CoveredSource } from '@/components/runs/covered-source'
import { useRunPage } from './run-context'

/** The module as it was when the run was launched. */
export function SourceTab() {
  const { detail, artifact } = useRunPage()
  const coverage = artifact === null ? null : coverageOf(artifact, detail.checks)
  return (
    <CoveredSource
      path={detail.run.targetPath}
      source={detail.source}
      coverage={coverage}
      isUnderWay={detail.run.status === 'queued' || detail.run.status === 'running'}
      className="max-h-[calc(100dvh-9rem)]"
    />
  )
}
