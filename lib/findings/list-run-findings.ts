import 'server-only'
import { db } from '@/lib/db/db'
import { type FindingRow, JudgedFinding } from '@/lib/domain/finding-row'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { readFindings } from './list-findings'

/** A finding as a run saw it, with what people made of it since. */
export type RunFinding = FindingRow & { news: 'new' | 'back' | null }

/** What a run saw, in its own order and words; state and reason are today's. Nothing for another team's run. */
export async function listRunFindings(ctx: TeamContext, runId: string): Promise<RunFinding[]> {
  assertCan(ctx, 'view')
  const sightings = await db().findingSighting.findMany({
    where: { runId, teamId: ctx.teamId },
    orderBy: { position: 'asc' },
  })
  const rows = await readFindings(
    ctx.teamId,
    sightings.map(({ findingId }) => findingId),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return sightings.flatMap(({ findingId, judged, news }) => {
    const row = byId.get(findingId)
    if (row === undefined) return []
    return [{ ...row, ...JudgedFinding.parse(judged), news: news === 'new' || news === 'back' ? news : null }]
  })
}
