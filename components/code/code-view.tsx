'use client'

import { Fragment, type ReactNode, useMemo } from 'react'
import { cn } from '@/components/ui/cn'
import './code.css'
import { CodeLine } from './code-line'
import type { LineState } from './coverage-by-line'
import { useHighlight } from './use-highlight'

/** Lines that are laid out together; chunks out of sight cost nothing. */
const CHUNK_LINES = 100
const LINE_PX = 20

type CodeViewProps = {
  code: string
  /** "python" is highlighted; anything else is shown as it is */
  language: string
  /** names the scroll area for screen readers */
  label: string
  /** coverage by 1-based line */
  states?: ReadonlyMap<number, LineState>
  /** a line that is pointed at */
  focusLine?: number | null
  /** number of the first line, where the code is cut out of a file */
  firstLine?: number
  /** lines that something is said about */
  markedLines?: ReadonlySet<number>
  /** what is said, below its line; phrasing content only, as it stands within code */
  notes?: ReadonlyMap<number, ReactNode>
  /** prose: long lines are wrapped instead of scrolled to */
  wrap?: boolean
  className?: string
}

const noStates: ReadonlyMap<number, LineState> = new Map()
const noMarks: ReadonlySet<number> = new Set()
const noNotes: ReadonlyMap<number, ReactNode> = new Map()

/** Code with line numbers and, when measured, coverage in the gutter. Scrolls both ways inside its box. */
export function CodeView({
  code,
  language,
  label,
  states = noStates,
  focusLine,
  firstLine = 1,
  markedLines = noMarks,
  notes = noNotes,
  wrap = false,
  className,
}: CodeViewProps) {
  const lines = useMemo(() => splitLines(code), [code])
  const highlighted = useHighlight(code, language)
  const longest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines])
  const chunks: number[] = []
  for (let from = 0; from < lines.length; from += CHUNK_LINES) chunks.push(from)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a scroll area with a name
    <div
      role="group"
      className={cn(
        'code-view overflow-auto py-2 focus-visible:outline-offset-[-2px]',
        // Notes are as wide as what is in sight, however long the lines are.
        notes.size > 0 && '@container',
        className,
      )}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
    >
      <pre
        data-wrap={wrap ? '' : undefined}
        style={wrap ? undefined : { minWidth: `calc(${longest}ch + 64px)` }}
      >
        <code>
          {chunks.map((from) => {
            const chunk = lines.slice(from, from + CHUNK_LINES)
            return (
              <span
                key={from}
                className="code-chunk block"
                style={{ containIntrinsicSize: `auto ${chunk.length * LINE_PX}px` }}
              >
                {chunk.map((text, index) => {
                  const number = firstLine + from + index
                  const note = notes.get(number)
                  return (
                    <Fragment key={number}>
                      <CodeLine
                        number={number}
                        text={text}
                        tokens={highlighted[from + index]}
                        state={states.get(number)}
                        focused={focusLine === number}
                        marked={markedLines.has(number)}
                      />
                      {note === undefined ? null : (
                        <span className="sticky left-0 block w-full max-w-[100cqw] font-sans whitespace-normal">
                          {note}
                        </span>
                      )}
                    </Fragment>
                  )
                })}
              </span>
            )
          })}
        </code>
      </pre>
    </div>
  )
}

function splitLines(code: string): string[] {
  const lines = code.split('\n')
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}
