import 'server-only'
import { sql } from '@/lib/db/sql'

/** SQL: whose text the finding was last seen in; that of a commit which is the project's own is the project's. */
export const SEEN_IN = sql`CASE WHEN EXISTS (
    SELECT FROM run WHERE run.id = finding."lastRunId" AND run."targetKind" = 'diff'
  ) AND NOT EXISTS (
    SELECT FROM snapshot_file AS file WHERE file."snapshotId" = finding."lastSnapshotId" AND file.path = finding.path
      AND file."blobHash" = finding."contentHash"
  ) THEN 'change' ELSE 'project' END`
