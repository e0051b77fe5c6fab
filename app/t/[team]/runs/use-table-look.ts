'use client'

import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { DEFAULT_COLUMNS, RunColumnId } from '@/components/runs/run-columns'

const STORAGE_KEY = 'assay-runs-table'

const TableLook = z.object({
  columns: z.array(RunColumnId),
  density: z.enum(['comfortable', 'compact']),
})
export type TableLook = z.infer<typeof TableLook>

const DEFAULT_LOOK: TableLook = { columns: DEFAULT_COLUMNS, density: 'comfortable' }

const listeners = new Set<() => void>()
let cached: { text: string | null; look: TableLook } = { text: null, look: DEFAULT_LOOK }

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** The same object as long as the stored text is the same, as useSyncExternalStore wants it. */
function read(): TableLook {
  const text = window.localStorage.getItem(STORAGE_KEY)
  if (text !== cached.text) cached = { text, look: parseLook(text) }
  return cached.look
}

function parseLook(text: string | null): TableLook {
  try {
    const parsed = TableLook.safeParse(JSON.parse(text ?? 'null'))
    return parsed.success ? parsed.data : DEFAULT_LOOK
  } catch {
    return DEFAULT_LOOK
  }
}

function write(look: TableLook): void {
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify(look))
  for (const listener of listeners) listener()
}

/** Columns and density of the runs table, remembered in this browser. */
export function useTableLook(): readonly [TableLook, (look: TableLook) => void] {
  const look = useSyncExternalStore(subscribe, read, () => DEFAULT_LOOK)
  return [look, write]
}
