'use client'

import { FileX2, LoaderCircle } from 'lucide-react'
import { FailureText } from '@/components/runs/failure-text'
import { EmptyState } from '@/components/ui/empty-state'
import { useRunPage } from './run-context'
import { RunSource } from './run-source'

/** No file yet, or none at all: which of the two, and the source meanwhile. */
export function NoOutput() {
  const { detail } = useRunPage()
  const { run } = detail
  const underWay = run.status === 'queued' || run.status === 'running'
  return (
    <>
      {underWay ? (
        <EmptyState icon={LoaderCircle} title={run.status === 'queued' ? 'Not started yet' : 'Being made'}>
          The file appears here when it has been written and executed. You need not wait on this page.
        </EmptyState>
      ) : (
        <EmptyState icon={FileX2} title="This run made no file">
          <FailureText
            text={
              run.reasonText ?? run.verdictText ?? run.errorText ?? 'It ended before anything was written.'
            }
          />
        </EmptyState>
      )}
      <RunSource coverage={null} isUnderWay={underWay} className="max-h-[60vh]" />
    </>
  )
}
