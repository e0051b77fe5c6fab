'use client'

import { useEffect, useState } from 'react'
import { type CodeToken, highlightPython } from './highlight-python'

/** Coloured lines as they become known; empty for other languages and until the grammar is loaded. */
export function useHighlight(code: string, language: string): readonly CodeToken[][] {
  const [result, setResult] = useState<{ code: string; lines: CodeToken[][] }>({ code: '', lines: [] })
  useEffect(() => {
    if (language !== 'python') return
    const controller = new AbortController()
    // Without colours the code is still readable: a grammar that cannot be loaded is no reason to fail.
    highlightPython(code, (lines) => setResult({ code, lines }), controller.signal).catch(() => undefined)
    return () => controller.abort()
  }, [code, language])
  return result.code === code && language === 'python' ? result.lines : []
}
