import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import type { AddedProject } from '@/lib/domain/import'
import type { TeamContext } from '@/lib/teams/team-context'

/** What makes two sources the same: where they are, or for what a person hands over, what is in it. */
export type SourceKey =
  | { kind: 'git'; href: string; ref: string | null }
  | { kind: 'path'; folder: string }
  | { kind: 'upload'; archiveHash: string }
  | { kind: 'paste'; contentHash: string }
  | { kind: 'sample' }

const Found = z.array(z.object({ slug: z.string(), name: z.string(), createdAt: z.date() }))

function isSame(source: SourceKey): Sql {
  switch (source.kind) {
    case 'git': // hosts serve a repository with and without its ending
      return sql`regexp_replace("sourceLocation", '\\.git$', '') = ${source.href.replace(/\.git$/, '')}
        AND "sourceRef" IS NOT DISTINCT FROM ${source.ref}::text`
    case 'path':
      return sql`"sourceLocation" = ${source.folder}`
    case 'upload':
      return sql`"importState"->>'archiveHash' = ${source.archiveHash}`
    case 'paste':
      return sql`${source.contentHash} = (
        SELECT "contentHash" FROM snapshot WHERE "projectId" = project.id ORDER BY id DESC LIMIT 1)`
    case 'sample':
      return sql`TRUE`
  }
}

/** The team's newest project in use of the same source, with files or still on their way; null: there is none. */
export async function findSameSource(
  ctx: TeamContext,
  source: SourceKey,
): Promise<Extract<AddedProject, { outcome: 'already-added' }> | null> {
  const rows = await db().$queryRaw`
    SELECT slug, name, "createdAt" FROM project
    WHERE "teamId" = ${ctx.teamId} AND "archivedAt" IS NULL AND "sourceKind" = ${source.kind} AND ${isSame(source)}
      AND ("importState"->>'status' = 'running' OR EXISTS (SELECT 1 FROM snapshot WHERE "projectId" = project.id))
    ORDER BY "createdAt" DESC LIMIT 1`
  const [found] = Found.parse(rows)
  if (found === undefined) return null
  const { slug, name, createdAt } = found
  return { outcome: 'already-added', slug, name, addedAt: createdAt.toISOString() }
}
