import { z } from 'zod'
import { ImportState } from './import'
import { SnapshotRow } from './module'
import { DataPolicy, ProjectSourceKind } from './words'

/** A project in lists and on its page; `snapshot` is its newest state. */
export const ProjectRow = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  sourceKind: ProjectSourceKind,
  sourceLocation: z.string().nullable(),
  sourceRef: z.string().nullable(),
  dataPolicy: DataPolicy,
  createdAt: z.string(),
  archivedAt: z.string().nullable(),
  snapshot: SnapshotRow.nullable(),
  /** the newest import by a worker; null: its files came at once */
  importState: ImportState.nullable(),
  runs: z.number().int(),
})
export type ProjectRow = z.infer<typeof ProjectRow>
