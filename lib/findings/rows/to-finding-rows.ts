import 'server-only'
import { z } from 'zod'
import { type Db, db } from '@/lib/db/db'
import {
  DismissReason,
  type FindingRow,
  FindingState,
  type Held,
  JudgedFinding,
} from '@/lib/domain/finding-row'
import { WorkflowName } from '@/lib/domain/words'
import { SEEN_IN } from '../list/seen-in-sql'
import { dismissalText } from './dismissal-text'
import { ruleTitles } from './rule-titles'

const Reason = DismissReason.nullable()

/** What a query must read of a finding so that `toFindingRows` can show it. */
export const findingRowInclude = { project: { select: { name: true, slug: true } } } as const

type FindingWithProject = Awaited<ReturnType<typeof findOne>>
/** Only for its type. */
const findOne = (client: Db) => client.finding.findFirstOrThrow({ include: findingRowInclude })

/** Findings as lists and pages show them, in the order given. */
export async function toFindingRows(findings: FindingWithProject[]): Promise<FindingRow[]> {
  const [titles, dismissals, inChange] = await Promise.all([
    ruleTitles(findings.map(({ rule }) => rule)),
    describeDismissals(findings.filter(({ state }) => state === 'dismissed').map(({ id }) => id)),
    findInChange(findings.map(({ id }) => id)),
  ])
  return findings.map((finding) => {
    const judged = JudgedFinding.parse(finding.judged)
    const state = FindingState.parse(finding.state)
    return {
      ...judged,
      hidden: state === 'accepted' ? null : (dismissals.get(finding.id) ?? judged.hidden),
      id: finding.id,
      projectId: finding.projectId,
      projectSlug: finding.project.slug,
      projectName: finding.project.name,
      workflow: WorkflowName.parse(finding.workflow),
      ruleTitle: titles[finding.rule] ?? finding.rule,
      inChange: inChange.has(finding.id),
      state,
      dismissReason: Reason.parse(finding.dismissReason),
      firstRunId: finding.firstRunId,
      lastRunId: finding.lastRunId,
      snapshotId: finding.lastSnapshotId,
      firstSeenAt: finding.firstSeenAt.toISOString(),
      lastSeenAt: finding.lastSeenAt.toISOString(),
      fixedAt: finding.fixedAt?.toISOString() ?? null,
    }
  })
}

/** Those that only a change holds. */
async function findInChange(ids: string[]): Promise<Set<string>> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM finding WHERE id = ANY (${ids}) AND ${SEEN_IN} = 'change'`
  return new Set(rows.map(({ id }) => id))
}

const Dismissal = z.object({
  findingId: z.string(),
  reason: DismissReason,
  name: z.string().nullable(),
  createdAt: z.date(),
})

/** By finding that stands dismissed who said so, when and why. */
export async function describeDismissals(findingIds: string[]): Promise<Map<string, Held>> {
  if (findingIds.length === 0) return new Map()
  const rows = z.array(Dismissal).parse(
    await db().$queryRaw`
      SELECT DISTINCT ON (verdict."findingId") verdict."findingId", verdict.reason, "user".name, verdict."createdAt"
      FROM finding_verdict AS verdict
      JOIN finding ON finding.id = verdict."findingId" AND finding.state = 'dismissed'
      LEFT JOIN "user" ON "user".id = verdict."userId"
      WHERE verdict."findingId" = ANY (${findingIds}) AND verdict."undoneAt" IS NULL AND verdict.verdict = 'dismissed'
      ORDER BY verdict."findingId", verdict."createdAt" DESC, verdict.id DESC`,
  )
  return new Map(
    rows.map(({ findingId, reason, name, createdAt }) => [
      findingId,
      { why: dismissalText(reason, name, createdAt), verdicts: 1 },
    ]),
  )
}
