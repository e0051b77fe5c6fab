'use client'

import { useState } from 'react'
import type { RunRow } from '@/lib/domain/run'

/** Which runs are selected. */
export function useRowSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    setSelected(next)
  }
  /** Selects all that are shown, or none when all are selected. */
  const toggleAll = (shown: readonly RunRow[]) => {
    const all = shown.every((run) => selected.has(run.id))
    setSelected(new Set(all ? [] : shown.map((run) => run.id)))
  }
  const clear = () => setSelected(new Set())
  return { selected, toggle, toggleAll, clear }
}
