import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { wordPatterns } from '@/lib/db/like-patterns'
import { FoundProject } from '@/lib/domain/search'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** Projects in use whose name or source holds every word of the text, by name. */
export async function searchProjects(ctx: TeamContext, text: string, limit: number): Promise<FoundProject[]> {
  assertCan(ctx, 'view')
  const rows = await db().$queryRaw<unknown[]>`
    SELECT slug, name FROM project
    WHERE "teamId" = ${ctx.teamId} AND "archivedAt" IS NULL
      AND concat_ws(' ', name, slug, "sourceLocation") ILIKE ALL (${wordPatterns(text)}::text[])
    ORDER BY name, id LIMIT ${limit}`
  return z.array(FoundProject).parse(rows)
}
