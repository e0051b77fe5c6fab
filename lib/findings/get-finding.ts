import 'server-only'
import { pageOf } from '@/lib/analysis/load-foreign-pages'
import { toUnifiedDiff } from '@/lib/analysis/patches/to-unified-diff'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { type FindingRow, isFixOffered } from '@/lib/domain/finding-row'
import type { FindingDetail, FindingFixRow, SimilarFinding } from '@/lib/domain/finding-verdict'
import { can } from '@/lib/domain/roles'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { whyNoBranch } from '@/lib/projects/git/branches/why-no-branch'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { type TextForFix, textForFix } from './fixes/text-for-fix'
import { readModule } from './keeping/still-holds'
import { readFindings } from './list-findings'
import { listRuleStats } from './list-rule-stats'
import { namesOf, toVerdictRows } from './rows/to-verdict-rows'

/** Lines of code shown before and after what a finding quotes. */
const EXCERPT_LINES = 12
const MOST_SIMILAR = 5
const MOST_SIGHTINGS = 20

/** All that a finding's page shows. Throws `not-found`, also for another team's finding. */
export async function getFinding(ctx: TeamContext, id: string): Promise<FindingDetail> {
  assertCan(ctx, 'view')
  const [finding] = await readFindings(ctx.teamId, [id])
  if (finding === undefined) throw new AssayError('not-found', 'There is no such finding in this team.')
  const newest = { orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }] }
  const [module, fixText, verdicts, fixes, similar, sightings, stats, page] = await Promise.all([
    readModule(db(), { teamId: ctx.teamId, snapshotId: finding.snapshotId, path: finding.path }),
    textOfLastRun(ctx.teamId, finding),
    db()
      .findingVerdict.findMany({ where: { findingId: id, teamId: ctx.teamId }, ...newest })
      .then(toVerdictRows),
    listFixes(ctx.teamId, id),
    findSimilar(ctx.teamId, finding),
    db().findingSighting.findMany({
      where: { findingId: id, teamId: ctx.teamId },
      orderBy: { createdAt: 'desc' },
      take: MOST_SIGHTINGS,
      select: { runId: true, createdAt: true, news: true },
    }),
    listRuleStats(ctx, { rule: finding.rule }),
    pageOf(finding.rule),
  ])
  const [own] = stats
  if (own === undefined) throw new Error('a finding whose rule has no figures')
  return {
    finding,
    excerpt: module === null ? null : excerptOf(module.source, finding),
    patch: fixText.source === null ? null : patchOf(fixText.source, finding),
    commitRefusal: await whyNotCommitted(ctx, finding, fixes),
    fixRefusal: isFixOffered(finding) ? fixText.refusal : null,
    verdicts,
    fixes,
    similar,
    sightings: sightings.map(({ runId, createdAt, news }) => ({
      runId,
      at: createdAt.toISOString(),
      news: news === 'new' || news === 'back' ? news : null,
    })),
    stats: own,
    help: page === null ? null : { why: page.why, bad: page.bad, good: page.good, fix: page.fix },
  }
}

/** Looked up only for who may commit, while a fix is applied that no branch holds. */
async function whyNotCommitted(
  ctx: TeamContext,
  { projectId }: FindingRow,
  fixes: FindingFixRow[],
): Promise<string | null> {
  const standing = fixes.find(({ undoneAt, branch }) => undoneAt === null && branch === null)
  if (standing === undefined || !can(ctx.role, 'manage-projects')) return null
  const { teamId } = ctx
  const [project, run] = await Promise.all([
    db().project.findFirst({ where: { id: projectId, teamId } }),
    db().run.findFirst({ where: { id: standing.runId, teamId }, select: { snapshotId: true } }),
  ])
  const snapshot =
    run === null ? null : await db().snapshot.findFirst({ where: { id: run.snapshotId, teamId } })
  const { sourceKind = '', sourceLocation = null } = project ?? {}
  return whyNoBranch({ sourceKind, sourceLocation, commit: snapshot?.commit ?? null })
}

async function textOfLastRun(teamId: string, { lastRunId, path }: FindingRow): Promise<TextForFix> {
  const run = await db().run.findFirst({ where: { id: lastRunId, teamId } })
  return run === null
    ? { source: null, refusal: 'The run that made this fix is gone. Run the review again.' }
    : textForFix(run, path)
}

/** The fix as a unified diff against the module's text; null: none is offered. */
export function patchOf(
  source: string,
  finding: Pick<FindingRow, 'path' | 'fix' | 'fixCheck'>,
): string | null {
  return finding.fix === null || !isFixOffered(finding)
    ? null
    : toUnifiedDiff(finding.path, source, finding.fix)
}

/** Null: what it quotes does not stand there; it was seen in a change, say. */
function excerptOf(source: string, { range, quote }: FindingRow): FindingDetail['excerpt'] {
  const lines = source.split(/\r\n|\r|\n/)
  const unspaced = (text: string) => text.replace(/\s+/g, '')
  const said = lines.slice(range.startLine - 1, range.endLine).join('')
  if (!unspaced(said).includes(unspaced(quote))) return null
  const startLine = Math.max(1, range.startLine - EXCERPT_LINES)
  return { startLine, lines: lines.slice(startLine - 1, range.endLine + EXCERPT_LINES) }
}

async function listFixes(teamId: string, findingId: string): Promise<FindingFixRow[]> {
  const fixes = await db().findingFix.findMany({
    where: { findingId, teamId },
    orderBy: { createdAt: 'desc' },
  })
  const names = await namesOf(fixes.map(({ createdBy }) => createdBy))
  return fixes.map(({ id, runId, artifactId, patch, branch, commit, createdBy, createdAt, undoneAt }) => ({
    ...{ id, runId, artifactId, patch, branch, commit },
    userName: names.get(createdBy) ?? FORMER_MEMBER,
    createdAt: createdAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  }))
}

/** What was said last about other findings of the rule, those of the same project first. */
async function findSimilar(teamId: string, { id, rule, projectId }: FindingRow): Promise<SimilarFinding[]> {
  const judged = await db().findingVerdict.findMany({
    where: { teamId, rule, undoneAt: null, findingId: { not: id } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20 * MOST_SIMILAR,
  })
  const newest = [...new Map(judged.toReversed().map((one) => [one.findingId, one])).values()].toReversed()
  const near = newest.toSorted(
    (a, b) => Number(b.projectId === projectId) - Number(a.projectId === projectId),
  )
  const chosen = near.slice(0, MOST_SIMILAR)
  const rows = await readFindings(
    teamId,
    chosen.map(({ findingId }) => findingId),
  )
  const verdicts = new Map((await toVerdictRows(chosen)).map((verdict) => [verdict.findingId, verdict]))
  return rows.flatMap((row) => {
    const verdict = verdicts.get(row.id)
    const { path, range, qualifiedName, message, state } = row
    return verdict === undefined
      ? []
      : [{ finding: { id: row.id, path, range, qualifiedName, message, state }, verdict }]
  })
}
