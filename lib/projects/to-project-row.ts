import 'server-only'
import { z } from 'zod'
import type { ProjectRecord, SnapshotRecord } from '@/lib/db/rows'
import { ImportState } from '@/lib/domain/import'
import { SkippedFile, type SnapshotRow } from '@/lib/domain/module'
import type { ProjectRow } from '@/lib/domain/project-row'
import { DataPolicy, ProjectSourceKind } from '@/lib/domain/words'

/** A snapshot as pages show it. */
export function toSnapshotRow(snapshot: SnapshotRecord): SnapshotRow {
  const { id, commit, ref, contentHash, fileCount, moduleCount, totalBytes } = snapshot
  return {
    id,
    commit,
    ref,
    contentHash,
    fileCount,
    moduleCount,
    totalBytes,
    skipped: z.array(SkippedFile).parse(snapshot.skipped),
    createdAt: snapshot.createdAt.toISOString(),
  }
}

/** A project's row for pages, from the database's. */
export function toProjectRow(
  project: ProjectRecord & { snapshots: SnapshotRecord[]; _count: { runs: number } },
): ProjectRow {
  const { id, slug, name, sourceLocation, sourceRef } = project
  const [newest] = project.snapshots
  return {
    id,
    slug,
    name,
    sourceLocation,
    sourceRef,
    sourceKind: ProjectSourceKind.parse(project.sourceKind),
    dataPolicy: DataPolicy.parse(project.dataPolicy),
    createdAt: project.createdAt.toISOString(),
    archivedAt: project.archivedAt?.toISOString() ?? null,
    snapshot: newest === undefined ? null : toSnapshotRow(newest),
    importState: ImportState.nullable().parse(project.importState),
    runs: project._count.runs,
  }
}

/** What `toProjectRow` needs of the database. */
export const projectRowParts = {
  snapshots: { orderBy: { id: 'desc' }, take: 1 },
  _count: { select: { runs: true } },
} as const
