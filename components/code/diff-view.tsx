'use client'

import { Fragment, type ReactNode, useMemo, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { TokenText } from './code-line'
import './code.css'
import { type DiffLine, diffLines } from './diff-lines'
import { type DiffBlock, foldUnchanged } from './fold-unchanged'
import type { CodeToken } from './highlight-python'
import { useHighlight } from './use-highlight'

type DiffViewProps = {
  before: string
  after: string
  language: string
  label: string
  /** what is said, below its line of the new text; such lines are never folded away */
  notes?: ReadonlyMap<number, ReactNode>
}

const noNotes: ReadonlyMap<number, ReactNode> = new Map()

/** What changed between two texts, line by line; long unchanged stretches are folded. */
export function DiffView({ before, after, language, label, notes = noNotes }: DiffViewProps) {
  const lines = useMemo(() => diffLines(before, after), [before, after])
  const oldTokens = useHighlight(before, language)
  const newTokens = useHighlight(after, language)
  const tokensOf = (line: DiffLine) =>
    line.newLine === null ? oldTokens[(line.oldLine ?? 0) - 1] : newTokens[line.newLine - 1]
  if (lines.every((line) => line.kind === 'same')) {
    return <p className="px-3.5 py-6 text-center text-dim">Both versions are the same text.</p>
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a scroll area with a name
    <div
      role="group"
      className={cn(
        'code-view overflow-auto py-2 focus-visible:outline-offset-[-2px]',
        // Notes are as wide as what is in sight, however long the lines are.
        notes.size > 0 && '@container',
      )}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
    >
      <div className="w-max min-w-full">
        {foldUnchanged(lines).map((block) => (
          <Block key={keyOf(block.lines[0])} block={block} tokensOf={tokensOf} notes={notes} />
        ))}
      </div>
    </div>
  )
}

const keyOf = (line: DiffLine | undefined) => `${line?.oldLine ?? '+'}:${line?.newLine ?? '-'}`

type BlockProps = {
  block: DiffBlock
  tokensOf: (line: DiffLine) => CodeToken[] | undefined
  notes: ReadonlyMap<number, ReactNode>
}

function Block({ block, tokensOf, notes }: BlockProps) {
  const isNoted = block.lines.some(({ newLine }) => newLine !== null && notes.has(newLine))
  const [open, setOpen] = useState(block.kind === 'lines' || isNoted)
  if (!open) {
    return (
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="sticky left-0 my-1 block border-line-soft border-y bg-bg px-3.5 py-0.5 text-left font-sans text-dim text-xs hover:text-ink"
      >
        Show {block.lines.length} unchanged {block.lines.length === 1 ? 'line' : 'lines'}
      </button>
    )
  }
  return block.lines.map((line) => {
    const note = line.newLine === null ? undefined : notes.get(line.newLine)
    return (
      <Fragment key={keyOf(line)}>
        <DiffRow line={line} tokens={tokensOf(line)} />
        {note === undefined ? null : (
          <div className="sticky left-0 max-w-[100cqw] font-sans whitespace-normal">{note}</div>
        )}
      </Fragment>
    )
  })
}

const SIGN = { same: ' ', added: '+', removed: '−' } satisfies Record<DiffLine['kind'], string>
const WORD = { same: '', added: 'added: ', removed: 'removed: ' } satisfies Record<DiffLine['kind'], string>

function DiffRow({ line, tokens }: { line: DiffLine; tokens: CodeToken[] | undefined }) {
  return (
    <div className="code-row" data-line={line.newLine ?? line.oldLine ?? ''} data-diff={line.kind}>
      <span className="text-center text-dim select-none" aria-hidden>
        {SIGN[line.kind]}
      </span>
      <span className="pr-4">
        <span className="sr-only select-none">{WORD[line.kind]}</span>
        <TokenText text={line.text} tokens={tokens} />
      </span>
    </div>
  )
}
