import type { GrammarState, HighlighterCore, ThemeRegistration } from 'shiki/core'

/** A stretch of one line in one colour; no colour = plain text. */
export interface CodeToken {
  text: string
  color: string | undefined
}

/** Lines between two pauses: short enough (some tens of ms) that typing and scrolling stay smooth. */
const LINES_PER_STEP = 200

// Colours are tokens of the style sheet, so that light and dark need one pass and cannot drift apart.
const theme: ThemeRegistration = {
  name: 'assay',
  type: 'light',
  fg: 'var(--ink)',
  bg: 'transparent',
  settings: [
    { settings: { foreground: 'var(--ink)' } },
    {
      scope: ['comment', 'punctuation.definition.comment'],
      settings: { foreground: 'var(--syntax-comment)' },
    },
    { scope: ['string', 'punctuation.definition.string'], settings: { foreground: 'var(--syntax-string)' } },
    {
      scope: ['keyword.control', 'storage', 'keyword.operator.logical', 'constant.language'],
      settings: { foreground: 'var(--syntax-keyword)' },
    },
    {
      scope: ['entity.name.function', 'entity.name.type', 'support.function', 'constant.numeric'],
      settings: { foreground: 'var(--syntax-name)' },
    },
  ],
}

let highlighter: Promise<HighlighterCore> | undefined

/** Loaded at first use: the grammar and the engine weigh on no page that shows no code. */
function loadHighlighter(): Promise<HighlighterCore> {
  highlighter ??= (async () => {
    const [{ createHighlighterCore }, { createJavaScriptRegexEngine }, python] = await Promise.all([
      import('shiki/core'),
      import('shiki/engine/javascript'),
      import('shiki/langs/python.mjs'),
    ])
    return createHighlighterCore({
      themes: [theme],
      langs: [python.default],
      engine: createJavaScriptRegexEngine({ forgiving: true }),
    })
  })()
  return highlighter
}

/** Highlights step by step; `onLines` gets all lines so far after each step. Stops when the signal aborts. */
export async function highlightPython(
  code: string,
  onLines: (lines: CodeToken[][]) => void,
  signal: AbortSignal,
): Promise<void> {
  const shiki = await loadHighlighter()
  const source = code.split('\n')
  const lines: CodeToken[][] = []
  let state: GrammarState | undefined
  for (let from = 0; from < source.length; from += LINES_PER_STEP) {
    if (signal.aborted) return
    const step = source.slice(from, from + LINES_PER_STEP).join('\n')
    const { tokens, grammarState } = shiki.codeToTokens(step, {
      lang: 'python',
      theme: 'assay',
      ...(state === undefined ? {} : { grammarState: state }),
    })
    state = grammarState
    for (const line of tokens) lines.push(line.map(({ content, color }) => ({ text: content, color })))
    onLines([...lines])
    await new Promise((resolve) => setTimeout(resolve))
  }
}
