'use client'

import { Download, GitCompare } from 'lucide-react'
import { useRef, useState } from 'react'
import { CodeView } from '@/components/code/code-view'
import { DiffView } from '@/components/code/diff-view'
import { checksOf, coverageOf } from '@/components/runs/coverage-of'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { RunStatusPill, VerdictPill } from '@/components/ui/status-pill'
import type { TestResult } from '@/lib/domain/check'
import type { ArtifactRow, OutputFigures, RunDetail } from '@/lib/domain/run'
import { formatMasked } from '@/lib/format/format-masked'
import { readFailure } from '@/lib/format/read-failure'
import { EditPanel } from './edit-panel'
import { FailingTests } from './failing-tests'
import { NoOutput } from './no-output'
import { OutputNotes } from './output-notes'
import { PlantedMistakes } from './planted-mistakes'
import { useRunPage } from './run-context'
import { RunSource } from './run-source'
import { VersionSelect } from './version-select'

type OutputTabProps = { editing: boolean; onEditEnd: () => void }

/** The generated file and, below it, the source with what these tests cover. */
export function OutputTab({ editing, onEditEnd }: OutputTabProps) {
  const { detail, artifact } = useRunPage()
  const [comparing, setComparing] = useState(false)
  const [focusLine, setFocusLine] = useState<number | null>(null)
  const [sourceFocus, setSourceFocus] = useState<{ line: number } | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const goToLine = (line: number) => {
    setComparing(false)
    setFocusLine(line)
    // After the comparison has made room for the file.
    requestAnimationFrame(() =>
      box.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' }),
    )
  }
  if (artifact === null) return <NoOutput />
  if (editing) return <EditPanel key={artifact.id} onEnd={onEditEnd} />
  const older = detail.artifacts.filter(
    (one) => one.path === artifact.path && one.version < artifact.version,
  )[0]
  const mistakes = checksOf(artifact, detail.checks).findLast(({ kind }) => kind === 'planted-mistakes')
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line-soft border-b px-3.5 py-1.5">
        <h2 className="min-w-0 truncate font-mono font-semibold text-sm">{artifact.path}</h2>
        <VersionSelect />
        <ArtifactVerdict artifact={artifact} />
        <div className="ml-auto flex items-center gap-1">
          {older === undefined ? null : (
            <Button
              variant={comparing ? 'secondary' : 'ghost'}
              size="sm"
              aria-pressed={comparing}
              onClick={() => setComparing(!comparing)}
            >
              <GitCompare aria-hidden /> Compare with v{older.version}
            </Button>
          )}
          <CopyButton text={artifact.content} label={`Copy ${artifact.path}`} />
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`Download ${artifact.path}`}
            title={`Download ${artifact.path}`}
            onClick={() => saveFile(artifact.path, artifact.content, 'text/x-python')}
          >
            <Download aria-hidden />
          </Button>
        </div>
      </header>
      {artifact.origin === 'person' ? (
        <FailingTests artifact={artifact} tests={failedOf(detail.checks, artifact)} onLine={goToLine} />
      ) : null}
      <OutputNotes notes={notesOf(detail.run.figures)} />
      {mistakes === undefined ? null : (
        <PlantedMistakes check={mistakes} onLine={(line) => setSourceFocus({ line })} />
      )}
      <div ref={box}>
        {comparing && older !== undefined ? (
          <DiffView
            before={older.content}
            after={artifact.content}
            language={artifact.language}
            label={`Changes from version ${older.version} to ${artifact.version}`}
          />
        ) : (
          <CodeView
            focusLine={focusLine}
            code={artifact.content}
            language={artifact.language}
            label={artifact.path}
            className="max-h-[46vh] resize-y"
          />
        )}
      </div>
      <RunSource
        coverage={coverageOf(artifact, detail.checks)}
        focus={sourceFocus}
        isUnderWay={artifact.isBeingChecked}
        className="max-h-[46vh] resize-y"
      />
    </>
  )
}

/** The verdict of this very version, with what it rests on. */
function ArtifactVerdict({ artifact }: { artifact: ArtifactRow }) {
  const checking = artifact.isBeingChecked
  return (
    <span className="flex min-w-0 items-center gap-2" aria-live="polite">
      {checking ? <RunStatusPill value="running" /> : <VerdictPill value={artifact.verdict} />}
      {artifact.origin === 'person' ? (
        <span className="truncate text-dim text-sm">
          {checking ? 'The edit is being checked…' : readFailure(artifact.verdictText).sentence}
        </span>
      ) : null}
    </span>
  )
}

/** The tests of the first execution of this version that failed. */
function failedOf(checks: RunDetail['checks'], artifact: ArtifactRow): readonly TestResult[] {
  return checksOf(artifact, checks).find((check) => check.outcome === 'failed')?.figures.tests ?? []
}

/** What was done on the way, and what the model was not shown. */
function notesOf({ notes = [], maskedKinds }: OutputFigures): string[] {
  const masked = formatMasked([maskedKinds])
  return masked === null ? notes : [...notes, `Masked in what the model was shown: ${masked}.`]
}
