import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { applyEdits } from '@/lib/analysis/patches/apply-edits'
import { checkFix } from '@/lib/analysis/patches/check-fix'
import { db, type Transaction } from '@/lib/db/db'
import type { LineEdit } from '@/lib/domain/finding'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { FIXED_MODULE } from '@/lib/domain/finding-verdict'
import type { TeamContext } from '@/lib/teams/team-context'
import { readModule } from '../keeping/still-holds'

/** The fixes of one module of one run that stand, and the module as the run saw it. */
export interface StandingFixes {
  source: string
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
  const module = await readModule(db(), run.snapshotId, path)
  if (module === null) return null
  const applied = await db().findingFix.findMany({ where: { teamId, runId: run.id, undoneAt: null } })
  const sightings = await db().findingSighting.findMany({
    where: { teamId, runId: run.id, findingId: { in: applied.map(({ findingId }) => findingId) } },
  })
  const fixes = sightings.flatMap(({ findingId, judged }) => {
    const finding = JudgedFinding.parse(judged)
    return finding.path === path && finding.fix !== null ? [{ findingId, edits: finding.fix, finding }] : []
  })
  return { source: module.source, applied: applied.map(({ id }) => id), fixes }
}

export interface Mended {
  content: string
  verdict: 'verified' | 'unverified'
  verdictText: string
}

/**
 * The module with all the fixes made; null: two of them change the same lines. One fix was checked with the run; several
 * together are checked now, in a copy.
 */
export async function mend(
  path: string,
  { source, fixes }: Omit<StandingFixes, 'applied'>,
): Promise<Mended | null> {
  const edits = fixes.flatMap((fix) => fix.edits)
  const content = applyEdits(source, edits)
  if (content === null) return null
  const [first, ...others] = fixes
  if (first === undefined)
    return { content, verdict: 'verified', verdictText: 'As the run saw it: no fix is applied.' }
  const check =
    others.length === 0
      ? first.finding.fixCheck
      : await checkFix({ path, source, detection: { ...first.finding, fix: edits } })
  const holds =
    check?.applies && check.parses && check.removesFinding && check.addsNone && check.tests !== 'red'
  const what = others.length === 0 ? 'The fix' : `The ${fixes.length} fixes together`
  const tests = check?.tests === 'green' ? ', and the tests are green' : '; tests were not run'
  return holds
    ? {
        content,
        verdict: 'verified',
        verdictText: `${what}: parses, removes the finding, adds none${tests}.`,
      }
    : { content, verdict: 'unverified', verdictText: `${what} did not pass the checks in a copy.` }
}

/** Saves the mended module as the run's next version of it. Call with the run's row locked. */
export async function writeVersion(
  tx: Transaction,
  ctx: TeamContext,
  { runId, path, mended }: { runId: string; path: string; mended: Mended },
): Promise<{ artifactId: string; version: number }> {
  const newest = await tx.artifact.findFirst({ where: { runId, path }, orderBy: { version: 'desc' } })
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
