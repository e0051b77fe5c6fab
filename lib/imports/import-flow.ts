import 'server-only'

/** Names under which the web enqueues and the worker registers. */
export const IMPORT_FLOW = 'import-project'
/** A queue of its own: imports wait for networks and disks, not for the places of runs. */
export const IMPORT_QUEUE = 'imports'

/** The durable engine's id of an import. */
export function importFlowId(importId: string): string {
  return `import:${importId}`
}
