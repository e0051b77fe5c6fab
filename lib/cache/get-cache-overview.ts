import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { CacheOverview, CacheShare } from '@/lib/domain/cache'
import { assertCan } from '@/lib/teams/assert-can'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { makerModel } from './maker-model'

const whole = z.bigint().transform(Number)

const Row = z.object({
  /** which column the row groups by */
  by: z.enum(['all', 'workflow', 'prompt', 'model', 'project']),
  value: z.string().nullable(),
  entries: whole,
  bytes: whole,
  hits: whole,
  costNanoUsd: whole,
  savedNanoUsd: whole,
  savedMs: whole,
  oldestAt: z.date().nullable(),
})
type Row = z.infer<typeof Row>

const nothing: Row = {
  by: 'all',
  value: null,
  entries: 0,
  bytes: 0,
  hits: 0,
  costNanoUsd: 0,
  savedNanoUsd: 0,
  savedMs: 0,
  oldestAt: null,
}

/** What the team's cache holds and has saved: as a whole, by workflow, prompt version, model and project. */
export async function getCacheOverview(ctx: TeamContext): Promise<CacheOverview> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const [team, found, projects] = await Promise.all([
    db().team.findUniqueOrThrow({
      where: { id: teamId },
      select: { cacheDays: true, cacheMegabytes: true },
    }),
    db().$queryRaw`
      WITH made AS (SELECT *, ${makerModel} AS "madeBy" FROM cache_entry WHERE "teamId" = ${teamId})
      SELECT CASE grouping(workflow, "promptVersion", "madeBy", "projectId")
          WHEN 7 THEN 'workflow' WHEN 11 THEN 'prompt' WHEN 13 THEN 'model' WHEN 14 THEN 'project' ELSE 'all' END AS by,
        coalesce(workflow, "promptVersion", "madeBy", "projectId") AS value,
        count(*) FILTER (WHERE "goneReason" IS NULL) AS entries,
        coalesce(sum(bytes), 0)::bigint AS bytes,
        coalesce(sum(greatest(hits, 0)), 0)::bigint AS hits,
        coalesce(sum("costNanoUsd") FILTER (WHERE "goneReason" IS NULL), 0)::bigint AS "costNanoUsd",
        coalesce(sum(greatest(hits, 0) * "costNanoUsd"), 0)::bigint AS "savedNanoUsd",
        coalesce(sum(greatest(hits, 0)::bigint * "durationMs"), 0)::bigint AS "savedMs",
        min("createdAt") FILTER (WHERE "goneReason" IS NULL) AS "oldestAt"
      FROM made
      GROUP BY GROUPING SETS ((), (workflow), ("promptVersion"), ("madeBy"), ("projectId"))`,
    db().project.findMany({ where: { teamId }, select: { id: true, name: true } }),
  ])
  const rows = z.array(Row).parse(found)
  const nameOf = new Map(projects.map(({ id, name }) => [id, name]))
  const shares = (by: Row['by'], labelOf: (value: string) => string) =>
    rows
      // '' and null: what is made without a prompt or model, which nothing can select.
      .filter((row) => row.by === by && row.value !== null && row.value !== '' && row.entries + row.hits > 0)
      .map((row) => toShare(row, labelOf(row.value ?? '')))
      .sort((first, second) => second.entries - first.entries || (first.label < second.label ? -1 : 1))
  const asItIs = (value: string) => value
  return hideCosts(ctx, {
    limits: { days: team.cacheDays, megabytes: team.cacheMegabytes },
    total: toShare(rows.find((row) => row.by === 'all') ?? nothing, 'Everything'),
    shares: {
      workflow: shares('workflow', asItIs),
      prompt: shares('prompt', asItIs),
      model: shares('model', asItIs),
      project: shares('project', (id) => nameOf.get(id) ?? 'a project that was removed'),
    },
  })
}

function toShare({ by: _, value, oldestAt, ...figures }: Row, label: string): CacheShare {
  return { ...figures, value: value ?? '', label, oldestAt: oldestAt?.toISOString() ?? null }
}
