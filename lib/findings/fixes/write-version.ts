import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { applyEdits } from '@/lib/analysis/patches/apply-edits'
import { db, type Transaction } from '@/lib/db/db'
import type { LineEdit } from '@/lib/domain/finding'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { FIXED_MODULE } from '@/lib/domain/finding-verdict'
import type { TeamContext } from '@/lib/teams/team-context'
import { readModule } from '../keeping/still-holds'
import { judgeMended } from './judge-mended'

/** The fixes of one module of one run that stand, and the module as the run saw it. */
export interface StandingFixes {
  source: string
  snapshotId: string
  /** ids of all fixes of the run that stand, in whatever module */
  applied: string[]
  /** of each fix that stands, as the run checked it */
  fixes: { findingId: string; edits: LineEdit[]; finding: JudgedFinding }[]
}

/** Reads them; null: the run's snapshot does not have the module. */
export async function readStandingFixes(
  teamId: string,
  run: { id: string; snapshotId: string },
  path: string,
): Promise<StandingFixes | null> {
  const module = await readModule(db(), { teamId, snapshotId: run.snapshotId, path })
  if (module === null) return null
  const applied = await db().findingFix.findMany({ where: { teamId, runId: run.id, undoneAt: null } })
  const sightings = await db().findingSighting.findMany({
    where: { teamId, runId: run.id, findingId: { in: applied.map(({ findingId }) => findingId) } },
  })
  const fixes = sightings.flatMap(({ findingId, judged }) => {
    const finding = JudgedFinding.parse(judged)
    return finding.path === path && finding.fix !== null ? [{ findingId, edits: finding.fix, finding }] : []
  })
  return { source: module.source, snapshotId: run.snapshotId, applied: applied.map(({ id }) => id), fixes }
}

export interface Mended {
  content: string
  verdict: 'verified' | 'unverified'
  verdictText: string
}

/** The module with all the fixes made and what was checked of that; null: two of them change the same lines. */
export async function mend(
  path: string,
  { source, snapshotId, fixes }: Omit<StandingFixes, 'applied'>,
): Promise<Mended | null> {
  const content = applyEdits(
    source,
    fixes.flatMap((fix) => fix.edits),
  )
  if (content === null) return null
  return { content, ...(await judgeMended({ path, source, snapshotId, mended: content, fixes })) }
}

/** Saves the mended module as the run's next version of it. Call with the run's row locked. */
export async function writeVersion(
  tx: Transaction,
  ctx: TeamContext,
  { runId, path, mended }: { runId: string; path: string; mended: Mended },
): Promise<{ artifactId: string; version: number }> {
  const newest = await tx.artifact.findFirst({
    where: { runId, path, teamId: ctx.teamId },
    orderBy: { version: 'desc' },
  })
  const version = (newest?.version ?? 0) + 1
  const { id: artifactId } = await tx.artifact.create({
    data: {
      ...mended,
      id: randomUUID(),
      teamId: ctx.teamId,
      runId,
      version,
      path,
      origin: 'person',
      kind: FIXED_MODULE,
      language: 'python',
      contentHash: createHash('sha256').update(mended.content).digest('hex'),
      createdBy: ctx.userId,
    },
  })
  return { artifactId, version }
}
