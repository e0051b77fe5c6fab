import { memo } from 'react'
import type { LineState } from './coverage-by-line'
import type { CodeToken } from './highlight-python'

const STATE_WORD = { covered: 'covered', partial: 'partly covered', missing: 'not covered' } satisfies Record<
  LineState,
  string
>

type CodeLineProps = {
  number: number
  text: string
  /** undefined: not highlighted (yet) */
  tokens: CodeToken[] | undefined
  state: LineState | undefined
  focused: boolean
  /** something is said about it */
  marked?: boolean
}

/** One line: number and coverage mark are drawn, so that only the code is text. */
export const CodeLine = memo(function CodeLine({
  number,
  text,
  tokens,
  state,
  focused,
  marked = false,
}: CodeLineProps) {
  return (
    <span
      className="code-row"
      data-line={number}
      data-focus={focused ? '' : undefined}
      data-marked={marked ? '' : undefined}
    >
      {state === undefined || state === 'covered' ? (
        <span className="code-mark" data-state={state} aria-hidden />
      ) : (
        <span className="code-mark" data-state={state} role="img" aria-label={STATE_WORD[state]} />
      )}
      <span>
        <TokenText text={text} tokens={tokens} />
        {'\n'}
      </span>
    </span>
  )
})

/** The text of a line, coloured when it is known how. */
export function TokenText({ text, tokens }: { text: string; tokens: CodeToken[] | undefined }) {
  if (tokens === undefined) return text
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their place
    <span key={index} style={{ color: token.color }}>
      {token.text}
    </span>
  ))
}
