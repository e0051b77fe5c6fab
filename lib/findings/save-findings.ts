import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { FindingRecord } from '@/lib/db/rows'
import type { JudgedFinding } from '@/lib/domain/finding-row'
import type { LookedModule } from '@/lib/domain/looked-module'
import { findKnown } from './keeping/find-known'
import { lockVerdicts } from './keeping/lock-verdicts'
import { markFixed } from './keeping/mark-fixed'
import type { SavedFindings, SeeingRun } from './keeping/seeing-run'
import { seenInChange } from './keeping/seen-in-change'
import { settleState } from './keeping/settle-state'
import { snapshotHashes } from './keeping/snapshot-hashes'
import { columnsOf } from './keeping/to-columns'
import { withProof } from './keeping/with-proof'
import { rejudgeOpen } from './learning/rejudge-open'

/**
 * Keeps what a run found: one row a finding by fingerprint, with the run's own sightings as they were. What moved keeps its
 * verdicts, what had been fixed and is here again is what people said of it last, or open; what changed code no longer shows is
 * fixed. Of an older snapshot than a finding was last seen in, and of changes to a text in which it stands already, only the
 * sighting is kept. Saving a run again replaces what it saw. `looked`: the modules that the run looked at as a whole.
 */
export async function saveFindings(
  tx: Transaction,
  run: SeeingRun,
  judged: JudgedFinding[],
  looked: LookedModule[],
): Promise<SavedFindings> {
  await lockVerdicts(tx, run.teamId, 'findings')
  // Runs over the same project save one after the other: two could else insert the same finding.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`findings of ${run.projectId}`}, 0))`
  const unique = [...new Map(judged.map((finding) => [finding.fingerprint, finding])).values()]
  const known = await findKnown(tx, run, unique)
  const before = await tx.findingSighting.findMany({ where: { runId: run.id, teamId: run.teamId } })
  const told = new Map(before.map(({ findingId, news }) => [findingId, news]))
  const saved: SavedFindings = { new: 0, again: 0, moved: 0, back: 0, fixed: 0 }
  const hashes = await snapshotHashes(
    tx,
    run.snapshotId,
    [...looked, ...unique].map(({ path }) => path),
  )
  const hashOf = (path: string) => (run.changed ?? hashes).get(path) ?? ''
  const isCurrent = await currentFor(tx, run, [...known.values()])
  const inChange = await seenInChange(tx, run.teamId, [...known.values()])
  const back: string[] = []
  const provenSince: string[] = []
  const sightings: { findingId: string; news: string | null; position: number; judged: JudgedFinding }[] = []
  const now = new Date()

  for (const [position, seenNow] of unique.entries()) {
    const old = known.get(seenNow.fingerprint)
    const id = old?.id ?? randomUUID()
    const isBack = old?.state === 'fixed' && isCurrent(old)
    // Where it stands in the project's own text is worth more than where it stands in a change.
    const isPlaced = run.changed === undefined || isBack || (old !== undefined && inChange.has(old.id))
    const contentHash = hashOf(seenNow.path)
    const finding = withProof(seenNow, old, contentHash)
    if (finding !== seenNow) provenSince.push(finding.rule)
    const columns = { ...columnsOf(finding), contentHash, workflow: run.workflow }
    const seen = { lastRunId: run.id, lastSnapshotId: run.snapshotId, lastSeenAt: now }
    if (old === undefined) {
      const { teamId, projectId, snapshotId, id: firstRunId } = run
      const first = { firstRunId, firstSnapshotId: snapshotId, firstSeenAt: now }
      const data = { id, teamId, projectId, ...columns, ...seen, ...first, seenBy: [run.workflow] }
      await tx.finding.create({ data })
    } else if (isCurrent(old) && isPlaced) {
      const reopened = isBack ? { state: 'open', dismissReason: null, fixedAt: null, fixedRunId: null } : {}
      const seenBy = [...new Set([...old.seenBy, run.workflow])]
      await tx.finding.update({
        where: { id, teamId: run.teamId },
        data: { ...columns, ...seen, ...reopened, seenBy },
      })
      if (isBack) back.push(id)
    }
    const news = told.get(id) ?? (old === undefined ? 'new' : isBack ? 'back' : null)
    const what = news ?? (old !== undefined && old.fingerprint !== finding.fingerprint ? 'moved' : 'again')
    saved[what as keyof SavedFindings] += 1
    sightings.push({ findingId: id, news, position, judged: finding })
  }

  const { teamId, id: runId, tryNumber } = run
  if (back.length > 0) await settleState(tx, teamId, back)
  // They were judged before the run that proved them was saved.
  if (provenSince.length > 0) await rejudgeOpen(tx, teamId, [...new Set(provenSince)])
  await tx.findingSighting.deleteMany({ where: { runId, teamId } })
  await tx.findingSighting.createMany({
    data: sightings.map((sighting) => ({ ...sighting, teamId, runId, tryNumber })),
  })
  saved.fixed = await markFixed(tx, run, {
    looked,
    hashes,
    seenIds: sightings.map(({ findingId }) => findingId),
    now,
  })
  await notify(tx, { teamId, topic: 'finding', id: runId, projectId: run.projectId })
  return saved
}

/** Of which findings the run's snapshot is at least as new as the one they were last seen in, or missing from. */
async function currentFor(
  tx: Transaction,
  run: SeeingRun,
  findings: FindingRecord[],
): Promise<(finding: FindingRecord) => boolean> {
  const fixing = await tx.run.findMany({
    where: { id: { in: findings.flatMap(({ fixedRunId }) => fixedRunId ?? []) }, teamId: run.teamId },
    select: { id: true, snapshotId: true },
  })
  const fixedIn = new Map(fixing.map(({ id, snapshotId }) => [id, snapshotId]))
  const lastOf = (finding: FindingRecord) => fixedIn.get(finding.fixedRunId ?? '') ?? finding.lastSnapshotId
  const snapshots = await tx.snapshot.findMany({
    where: { id: { in: [run.snapshotId, ...findings.map(lastOf)] }, teamId: run.teamId },
    select: { id: true, createdAt: true },
  })
  const madeAt = new Map(snapshots.map(({ id, createdAt }) => [id, createdAt.getTime()]))
  const own = madeAt.get(run.snapshotId) ?? 0
  return (finding) => (madeAt.get(lastOf(finding)) ?? 0) <= own
}
