'use client'

import { useCallback, useEffect, useState } from 'react'
import { holdNewRows } from '@/components/runs/hold-new-rows'
import type { RunRow } from '@/lib/domain/run'

interface HeldRows {
  shown: readonly RunRow[]
  held: number
  /** shows what was held back */
  release: () => void
}

/**
 * Rows that may change in place but not move while `hold` is on: new ones wait until they are asked for.
 * `listKey` names the list; another list starts anew.
 */
export function useHeldRows(rows: readonly RunRow[], hold: boolean, listKey: string): HeldRows {
  const [seen, setSeen] = useState({ listKey, ids: idsOf(rows) })
  const current = seen.listKey === listKey ? seen.ids : new Set<string>()
  const { shown, held } = holdNewRows(rows, current)
  const release = useCallback(() => setSeen({ listKey, ids: idsOf(rows) }), [listKey, rows])
  useEffect(() => {
    if (!hold || seen.listKey !== listKey) release()
  }, [hold, release, seen.listKey, listKey])
  return hold ? { shown, held: held.length, release } : { shown: rows, held: 0, release }
}

const idsOf = (rows: readonly RunRow[]): ReadonlySet<string> => new Set(rows.map((run) => run.id))
