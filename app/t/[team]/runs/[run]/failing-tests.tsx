'use client'

import { findTestLine } from '@/components/runs/find-test-line'
import { Button } from '@/components/ui/button'
import type { TestResult } from '@/lib/domain/check'
import type { ArtifactRow } from '@/lib/domain/run'
import { withProjectPaths } from '@/lib/format/read-failure'

type FailingTestsProps = {
  artifact: ArtifactRow
  tests: readonly TestResult[]
  onLine: (line: number) => void
}

/** The tests of a version that did not pass: name, what was raised, and the way to the line. */
export function FailingTests({ artifact, tests, onLine }: FailingTestsProps) {
  const failing = tests.filter(({ outcome }) => outcome !== 'passed')
  if (failing.length === 0) return null
  const fileName = artifact.path.split('/').at(-1) ?? artifact.path
  return (
    <section
      aria-label="Tests that did not pass"
      className="max-h-56 overflow-auto border-line-soft border-b px-3.5 py-2"
    >
      <ul className="grid gap-1.5">
        {failing.map(({ id, message }) => {
          const line = findTestLine(artifact.content, fileName, id, message)
          return (
            <li key={id} className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <span className="font-mono font-medium text-bad text-xs wrap-anywhere">
                  {id.replace(/^[^:]*\.py::/, '')}
                </span>
                {message === null ? null : (
                  <pre className="line-clamp-4 font-mono text-dim text-xs whitespace-pre-wrap wrap-anywhere">
                    {withProjectPaths(message)}
                  </pre>
                )}
              </div>
              {line === null ? null : (
                <Button variant="ghost" size="sm" onClick={() => onLine(line)}>
                  Line {line}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
