import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { judgementColumns } from '../keeping/to-columns'
import { learnJudgement } from './learn-judgement'
import { readVerdicts } from './read-verdicts'

/** More open findings of a rule than these wait for their next run. */
const MOST_REJUDGED = 2000

/**
 * Works out again what is said of the team's open findings of some rules, after somebody judged one of them. Returns how many
 * are now kept back that were not, and the other way round.
 */
export async function rejudgeOpen(
  tx: Transaction,
  teamId: string,
  rules: string[],
): Promise<{ hidden: number; shown: number }> {
  const judge = learnJudgement(await readVerdicts(tx, teamId), new Date())
  const open = await tx.finding.findMany({
    where: { teamId, rule: { in: rules }, state: 'open' },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    take: MOST_REJUDGED,
  })
  const changed = { hidden: 0, shown: 0 }
  const updates: object[] = []
  for (const row of open) {
    const { id, projectId, ruleVersion, judged, hiddenWhy } = row
    const finding = JudgedFinding.parse(judged)
    const judgement = judge(finding, { projectId, ruleVersion })
    const next = { ...finding, ...judgement }
    const columns = judgementColumns(next)
    // An acceptance clears the columns alone: what it covered is back when it is undone.
    const stands =
      row.hiddenWhy === columns.hiddenWhy &&
      row.severityRank === columns.severityRank &&
      row.confidence === columns.confidence
    if (stands && JSON.stringify(next) === JSON.stringify(finding)) continue
    if (hiddenWhy === null && judgement.hidden !== null) changed.hidden += 1
    if (hiddenWhy !== null && judgement.hidden === null) changed.shown += 1
    updates.push({ id, judgement, ...columns })
  }
  if (updates.length > 0)
    await tx.$executeRaw`
      UPDATE finding SET judged = finding.judged || news.judgement, confidence = news.confidence,
        "severityRank" = news."severityRank", "hiddenWhy" = news."hiddenWhy"
      FROM jsonb_to_recordset(${JSON.stringify(updates)}::jsonb)
        AS news(id text, judgement jsonb, confidence float8, "severityRank" int, "hiddenWhy" text)
      WHERE finding.id = news.id AND finding."teamId" = ${teamId}`
  return changed
}
