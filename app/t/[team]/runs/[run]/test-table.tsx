'use client'

import { useState } from 'react'
import { TestPill } from '@/components/runs/check-pill'
import { Button } from '@/components/ui/button'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { TestResult } from '@/lib/domain/check'
import { formatPlural } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import { withProjectPaths } from '@/lib/format/read-failure'

const SHOWN_AT_FIRST = 12

/** Tests of one execution, those that did not pass first. */
export function TestTable({ tests }: { tests: readonly TestResult[] }) {
  const [all, setAll] = useState(false)
  const sorted = tests.toSorted(
    (one, other) => Number(one.outcome === 'passed') - Number(other.outcome === 'passed'),
  )
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST)
  return (
    <div className="overflow-hidden rounded-md border">
      <Table label="Tests of this execution">
        <thead>
          <tr>
            <Th>Test</Th>
            <Th>Outcome</Th>
            <Th className="text-right">Time</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((test) => (
            <Tr key={test.id}>
              <Td className="py-1 whitespace-normal">
                <span className="font-mono text-xs wrap-anywhere">{nameOf(test.id)}</span>
                {test.message === null ? null : (
                  <pre className="mt-1 max-h-40 overflow-auto font-mono text-dim text-xs whitespace-pre-wrap">
                    {withProjectPaths(test.message)}
                  </pre>
                )}
              </Td>
              <Td className="py-1 align-top">
                <TestPill value={test.outcome} />
              </Td>
              <Td numeric className="py-1 align-top text-dim text-sm">
                {test.durationMs < 1 ? '<1 ms' : formatDuration(test.durationMs)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {all || sorted.length <= SHOWN_AT_FIRST ? null : (
        <Button variant="ghost" size="sm" className="m-1" onClick={() => setAll(true)}>
          Show all {formatPlural(sorted.length, 'test')}
        </Button>
      )}
    </div>
  )
}

/** A test's id without its file, which is the same for all of them. */
const nameOf = (id: string) => id.slice(id.indexOf('::') === -1 ? 0 : id.indexOf('::') + 2)
