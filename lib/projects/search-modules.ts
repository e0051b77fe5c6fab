import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { escapeLike, wordPatterns } from '@/lib/db/like-patterns'
import { FoundModule } from '@/lib/domain/search'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/**
 * Modules in the newest snapshots of all projects in use whose path, dotted name or project's name hold every word of
 * the text. Those whose file or last dotted part begins with the last word come first, then tests last, short before long.
 */
export async function searchModules(ctx: TeamContext, text: string, limit: number): Promise<FoundModule[]> {
  assertCan(ctx, 'view')
  const start = escapeLike(text.trim().split(/\s+/).at(-1) ?? '')
  const rows = await db().$queryRaw<unknown[]>`
    SELECT project.slug AS "projectSlug", project.name AS "projectName", module.path, module.name
    FROM project
    CROSS JOIN LATERAL (
      SELECT id FROM snapshot
      WHERE "projectId" = project.id AND "teamId" = ${ctx.teamId} ORDER BY id DESC LIMIT 1
    ) AS newest
    JOIN module ON module."snapshotId" = newest.id
    WHERE project."teamId" = ${ctx.teamId} AND project."archivedAt" IS NULL
      AND concat_ws(' ', module.path, module.name, project.name) ILIKE ALL (${wordPatterns(text)}::text[])
    ORDER BY concat('/', module.path, ' .', module.name) ILIKE ANY (${[`%/${start}%`, `%.${start}%`]}::text[]) DESC,
      module."isTest", length(module.path), module.path, project.id
    LIMIT ${limit}`
  return z.array(FoundModule).parse(rows)
}
