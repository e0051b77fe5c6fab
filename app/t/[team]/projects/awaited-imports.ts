/** Imports that were started on this page, by id: their end is news though it may come before anyone sees them run. */
const awaited = new Set<string>()

export const awaitImport = (importId: string) => void awaited.add(importId)

/** True once for each import that was awaited. */
export const wasAwaited = (importId: string) => awaited.delete(importId)
