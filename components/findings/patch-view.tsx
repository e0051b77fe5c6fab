'use client'

import { useMemo } from 'react'
import '@/components/code/code.css'
import { TokenText } from '@/components/code/code-line'
import { useHighlight } from '@/components/code/use-highlight'
import { type PatchLine, readPatch } from './read-patch'

const SIGN = { same: ' ', added: '+', removed: '−', hunk: '' } satisfies Record<PatchLine['kind'], string>
const WORD = { same: '', added: 'added: ', removed: 'removed: ', hunk: '' } satisfies Record<
  PatchLine['kind'],
  string
>

/** A unified diff as it is read: numbers and signs are drawn, lines of another place are set apart. */
export function PatchView({ patch, label }: { patch: string; label: string }) {
  const lines = useMemo(() => readPatch(patch), [patch])
  const tokens = useHighlight(
    useMemo(() => lines.map(({ text }) => text).join('\n'), [lines]),
    'python',
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a scroll area with a name
    <div
      role="group"
      className="code-view overflow-auto py-2 focus-visible:outline-offset-[-2px]"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
    >
      <div className="w-max min-w-full">
        {lines.map((line, index) =>
          line.kind === 'hunk' ? (
            index === 0 ? null : (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <div key={index} className="my-1 border-line-soft border-t border-dashed" />
            )
          ) : (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              key={index}
              className="code-row"
              data-line={line.newLine ?? line.oldLine ?? ''}
              data-diff={line.kind}
            >
              <span className="text-center text-dim select-none" aria-hidden>
                {SIGN[line.kind]}
              </span>
              <span className="pr-4">
                <span className="sr-only select-none">{WORD[line.kind]}</span>
                <TokenText text={line.text} tokens={tokens[index]} />
              </span>
            </div>
          ),
        )}
      </div>
    </div>
  )
}
