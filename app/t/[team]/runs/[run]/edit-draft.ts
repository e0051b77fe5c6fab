/** What a person typed into the editor and has not saved. */
export interface EditDraft {
  /** the version they began with */
  version: number
  content: string
}

/** The part of the browser's session storage that is used here: it lives as long as the tab. */
type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (runId: string) => `assay.edit.${runId}`

/** Keeps the draft of a run; false when the browser refuses (full or switched off): then only the page holds it. */
export function keepDraft(store: DraftStore, runId: string, draft: EditDraft): boolean {
  try {
    store.setItem(keyOf(runId), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function dropDraft(store: DraftStore, runId: string): void {
  store.removeItem(keyOf(runId))
}

/** The kept draft of a run, unless it says what `saved`, its newest version, says already. */
export function findDraft(store: DraftStore, runId: string, saved: string): EditDraft | null {
  const kept = readDraft(store.getItem(keyOf(runId)))
  return kept === null || kept.content === saved ? null : kept
}

function readDraft(text: string | null): EditDraft | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    if (!('version' in value) || typeof value.version !== 'number') return null
    if (!('content' in value) || typeof value.content !== 'string') return null
    return { version: value.version, content: value.content }
  } catch {
    return null
  }
}
