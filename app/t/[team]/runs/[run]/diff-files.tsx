'use client'

import type { ReactNode } from 'react'
import { DiffView } from '@/components/code/diff-view'
import { QueryError } from '@/components/queries/fetch-json'
import { useRunDiff } from '@/components/queries/use-changes'
import { ChangeMark, LineCounts } from '@/components/runs/changed-file-list'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { type CodeDiff, type DiffFile, summarizeDiff } from '@/lib/domain/code-diff'

/** Files that are shown open to begin with; the others open with a click. */
const OPEN_AT_FIRST = 5

/** What is said about a file's new lines, below them. */
export type NotesOf = (path: string) => ReadonlyMap<number, ReactNode>

type DiffFilesProps = { team: string; runId: string; notesOf?: NotesOf }

const noNotes: NotesOf = () => new Map()

/** The changes of a run, file by file; what something is said about and the first of Python is open. */
export function DiffFiles({ team, runId, notesOf = noNotes }: DiffFilesProps) {
  const { data, error, refetch } = useRunDiff(team, runId)
  if (error !== null && data === undefined) {
    return (
      <ErrorState
        text={error.message}
        requestId={error instanceof QueryError ? error.requestId : null}
        onRetry={() => void refetch()}
      />
    )
  }
  if (data === undefined || data === null) return <Skeleton className="m-3 h-40" />
  return <Files diff={data} notesOf={notesOf} />
}

function Files({ diff, notesOf }: { diff: CodeDiff; notesOf: NotesOf }) {
  const open = new Set(
    diff.files
      .filter(({ isPython, textLeftOut }) => isPython && textLeftOut === null)
      .slice(0, OPEN_AT_FIRST)
      .map(({ path }) => path),
  )
  const rows = summarizeDiff(diff).files
  return (
    <ul aria-label="Changed files" className="divide-y divide-line-soft">
      {diff.files.map((file, index) => (
        <li key={file.path} data-file={file.path}>
          <details open={open.has(file.path) || notesOf(file.path).size > 0}>
            <summary className="flex cursor-pointer items-center gap-2 px-3.5 py-2 text-sm hover:bg-line-soft">
              <ChangeMark change={file.change} />
              <span className="min-w-0 flex-1 truncate font-mono" title={file.path}>
                {file.oldPath === null ? file.path : `${file.oldPath} → ${file.path}`}
              </span>
              <LineCounts file={rows[index]} />
            </summary>
            <FileChanges file={file} notes={notesOf(file.path)} />
          </details>
        </li>
      ))}
    </ul>
  )
}

function FileChanges({ file, notes }: { file: DiffFile; notes: ReadonlyMap<number, ReactNode> }) {
  if (file.textLeftOut !== null) {
    return <p className="px-3.5 pb-3 text-dim text-sm">No text to show: {file.textLeftOut}.</p>
  }
  return (
    <div className="max-h-[60vh] overflow-auto border-line-soft border-t">
      <DiffView
        before={file.oldSource ?? ''}
        after={file.newSource ?? ''}
        language={file.isPython ? 'python' : 'text'}
        label={`Changes of ${file.path}`}
        notes={notes}
      />
    </div>
  )
}
