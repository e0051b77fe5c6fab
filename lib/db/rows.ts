import 'server-only'

/** Rows as the database client returns them; they never leave lib. */
export type {
  Finding as FindingRecord,
  FindingSighting as FindingSightingRecord,
  FindingVerdict as FindingVerdictRecord,
  Project as ProjectRecord,
  Snapshot as SnapshotRecord,
} from './generated/client'
