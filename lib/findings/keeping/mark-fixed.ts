import 'server-only'
import type { Transaction } from '@/lib/db/db'
import type { LookedModule } from '@/lib/domain/looked-module'
import { lookedClosely } from './looked-closely'
import type { SeeingRun } from './seeing-run'
import { seenInChange } from './seen-in-change'
import { readModule, stillHolds } from './still-holds'

/**
 * Marks as fixed what the run's workflow had found before and no longer finds in modules whose text changed since, where who
 * saw it has looked again, and what stood in files that the project's newest snapshot no longer has. Models forget: what a model
 * said is fixed only when the code that it quoted is gone, too. A run on changes fixes nothing, and what one saw last stays: its
 * text may never have been the project's. Returns how many.
 */
export async function markFixed(
  tx: Transaction,
  run: SeeingRun,
  {
    looked,
    hashes,
    seenIds,
    now,
  }: { looked: LookedModule[]; hashes: Map<string, string>; seenIds: string[]; now: Date },
): Promise<number> {
  if (run.changed !== undefined) return 0
  const { teamId, projectId, snapshotId } = run
  const snapshot = await tx.snapshot.findUniqueOrThrow({ where: { id: snapshotId, teamId } })
  const fixed: string[] = []
  const unresolved = { teamId, projectId, state: { in: ['open', 'accepted'] }, id: { notIn: seenIds } }
  for (const seen of looked) {
    const { path } = seen
    const candidates = await tx.finding.findMany({
      where: { ...unresolved, path, seenBy: { has: run.workflow }, contentHash: { not: hashes.get(path) } },
    })
    if (candidates.length === 0) continue
    const module = await readModule(tx, { teamId, snapshotId, path })
    const older = await notNewer(tx, snapshot, candidates)
    const inChange = await seenInChange(tx, teamId, older)
    for (const finding of older) {
      if (inChange.has(finding.id) || !lookedClosely(seen, finding)) continue
      const isSaidByModel = finding.tool === 'model'
      if (!isSaidByModel || module === null || !stillHolds(module, finding)) fixed.push(finding.id)
    }
  }
  fixed.push(...(await findGoneFiles(tx, run, snapshot.createdAt, seenIds)))
  if (fixed.length > 0)
    await tx.finding.updateMany({
      where: { id: { in: fixed }, teamId },
      data: { state: 'fixed', fixedAt: now, fixedRunId: run.id },
    })
  return fixed.length
}

/** Those that were last seen in this snapshot or an older one. */
async function notNewer<F extends { lastSnapshotId: string }>(
  tx: Transaction,
  { teamId, createdAt }: { teamId: string; createdAt: Date },
  findings: F[],
): Promise<F[]> {
  const older = await tx.snapshot.findMany({
    where: {
      id: { in: findings.map(({ lastSnapshotId }) => lastSnapshotId) },
      teamId,
      createdAt: { lte: createdAt },
    },
    select: { id: true },
  })
  const ids = new Set(older.map(({ id }) => id))
  return findings.filter(({ lastSnapshotId }) => ids.has(lastSnapshotId))
}

/** Unresolved findings of files that this snapshot, the project's newest, does not have; a file of a change never was in one. */
async function findGoneFiles(
  tx: Transaction,
  run: SeeingRun,
  createdAt: Date,
  seenIds: string[],
): Promise<string[]> {
  const { teamId, projectId, snapshotId } = run
  const newer = await tx.snapshot.count({ where: { teamId, projectId, createdAt: { gt: createdAt } } })
  if (newer > 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM finding WHERE "teamId" = ${teamId} AND "projectId" = ${projectId} AND state IN ('open', 'accepted')
      AND NOT id = ANY (${seenIds})
      AND NOT EXISTS (SELECT FROM run WHERE run.id = finding."lastRunId" AND run."targetKind" = 'diff')
      AND NOT EXISTS (SELECT FROM snapshot_file AS file WHERE file."snapshotId" = ${snapshotId} AND file.path = finding.path)`
  return rows.map(({ id }) => id)
}
