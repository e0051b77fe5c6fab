'use client'

import type { ReactNode } from 'react'
import { CodeView } from '@/components/code/code-view'
import { DiffFiles } from './diff-files'
import { useRunPage } from './run-context'

type ReviewSourceProps = {
  /** the line that is pointed at */
  line: number | null
  notedOf: (path: string) => { marked: ReadonlySet<number>; notes: ReadonlyMap<number, ReactNode> }
}

/** The module, or the changes, with what is said below its lines. */
export function ReviewSource({ line, notedOf }: ReviewSourceProps) {
  const { team, detail } = useRunPage()
  const { run, source } = detail
  if (run.targetKind === 'diff') {
    return (
      <div className="border-line-soft border-t">
        <DiffFiles team={team} runId={run.id} notesOf={(path) => notedOf(path).notes} />
      </div>
    )
  }
  const { marked, notes } = notedOf(run.targetPath)
  return (
    <section className="border-line-soft border-t" aria-label="The module">
      <h3 className="px-3.5 pt-2.5 font-mono font-semibold text-sm">{run.targetPath}</h3>
      <CodeView
        code={source}
        language="python"
        label={`Source of ${run.targetPath} with its findings`}
        focusLine={line}
        markedLines={marked}
        notes={notes}
        className="max-h-[70vh] resize-y"
      />
    </section>
  )
}
