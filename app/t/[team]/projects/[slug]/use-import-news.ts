'use client'

import { useEffect, useRef } from 'react'
import type { ImportState } from '@/lib/domain/import'
import { wasAwaited } from '../awaited-imports'
import { tellImport } from '../tell-import'

/** Says what an import brought when it ends while someone looks, or was started by them. */
export function useImportNews(state: ImportState | null): void {
  const running = useRef<string | null>(null)
  useEffect(() => {
    if (state === null) return
    if (state.status === 'running') {
      running.current = state.id
      return
    }
    const isNews = wasAwaited(state.id) || running.current === state.id
    running.current = null
    if (isNews && state.status === 'done' && state.result !== null) tellImport(state.result)
  }, [state])
}
