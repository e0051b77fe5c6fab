'use client'

import { python } from '@codemirror/lang-python'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import CodeMirror from '@uiw/react-codemirror'
import { useMemo } from 'react'

// The same tokens as in CodeView: light and dark follow the style sheet.
const highlightStyle = HighlightStyle.define([
  { tag: [tags.comment], color: 'var(--syntax-comment)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--syntax-string)' },
  { tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword], color: 'var(--syntax-keyword)' },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.className], color: 'var(--syntax-name)' },
  { tag: [tags.number], color: 'var(--syntax-name)' },
])

const theme = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--ink)', fontSize: '12.5px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--line-soft)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 28%, transparent) !important',
  },
  '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)' },
})

type PythonEditorProps = {
  value: string
  onChange: (value: string) => void
  label: string
  /** ⌘/Ctrl + Enter */
  onSubmit: () => void
}

/** A Python editor. Tab indents; Escape, then Tab leaves it. */
export function PythonEditor({ value, onChange, label, onSubmit }: PythonEditorProps) {
  const extensions = useMemo(
    () => [
      python(),
      theme,
      syntaxHighlighting(highlightStyle),
      // The scroll area needs something in it that has a place in the tab order of its own.
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    ],
    [label],
  )
  return (
    <CodeMirror
      value={value}
      onChange={onChange}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
        event.preventDefault()
        onSubmit()
      }}
      theme="none"
      extensions={extensions}
      basicSetup={{ foldGutter: false, autocompletion: false }}
      autoFocus
      maxHeight="65vh"
    />
  )
}
