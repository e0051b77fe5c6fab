'use client'

import { useKeys } from '@/components/layout/use-keys'
import type { RunRow } from '@/lib/domain/run'

type RowKeys = {
  rows: readonly RunRow[]
  currentId: string | null
  onCurrent: (id: string) => void
  onSelect: (id: string) => void
  peek: string | null
  onPeek: (id: string | null) => void
}

/** j and k move, Enter opens the row's link (it has the focus), x selects, Space peeks, Escape closes. */
export function useRowKeys({ rows, currentId, onCurrent, onSelect, peek, onPeek }: RowKeys): void {
  const move = (by: 1 | -1) => {
    const at = rows.findIndex((run) => run.id === currentId)
    const next = at === -1 ? rows[0] : rows[at + by]
    if (next === undefined) return
    onCurrent(next.id)
    if (peek !== null) onPeek(next.id)
    focusRow(next.id)
  }
  const withCurrent = (act: (id: string) => void) => () => {
    if (currentId !== null) act(currentId)
  }
  useKeys([
    { key: 'j', label: 'Next run', run: () => move(1) },
    { key: 'k', label: 'Previous run', run: () => move(-1) },
    { key: 'p', label: 'Peek at the run', run: withCurrent((id) => onPeek(peek === id ? null : id)) },
    { key: 'x', label: 'Select the run', run: withCurrent(onSelect) },
    { key: 'Escape', label: 'Close the peek panel', run: () => onPeek(null) },
  ])
}

/** The link of the row, or of the card on a small screen, takes the focus: Enter opens it and Tab goes on from there. */
function focusRow(id: string): void {
  const links = document.querySelectorAll<HTMLElement>(`[data-run="${CSS.escape(id)}"] a`)
  const link = [...links].find((each) => each.checkVisibility())
  link?.focus({ preventScroll: true })
  link?.scrollIntoView({ block: 'nearest' })
}
