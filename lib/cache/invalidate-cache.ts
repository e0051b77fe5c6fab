import 'server-only'
import { z } from 'zod'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { type Sql, sql } from '@/lib/db/sql'
import { AssayError } from '@/lib/domain/assay-error'
import type { CacheSelection } from '@/lib/domain/cache'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { forgetEntry, tellNews } from './cache-news'
import { makerModel } from './maker-model'

export interface Invalidated {
  entries: number
  /** what the entries cost to make: what is paid again when all of them are asked for again */
  costNanoUsd: number
}

const Gone = z.array(z.object({ entries: z.bigint(), cost: z.bigint() }))

/**
 * Takes entries out of service, in all processes: what is asked for again is made again, and its miss says why. Throws
 * `forbidden`, `not-found` for another team's project.
 */
export async function invalidateCache(ctx: TeamContext, selection: CacheSelection): Promise<Invalidated> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  if (selection.kind === 'project') await assertOwnProject(teamId, selection.value)
  const done = await db().$transaction(async (tx) => {
    const gone = await markGone(tx, teamId, selection)
    await recordAudit(tx, ctx, {
      action: 'cache.invalidate',
      subjectType: 'cache',
      subjectId: selection.kind === 'everything' ? 'everything' : `${selection.kind}:${selection.value}`,
      detail: { ...gone },
    })
    await tx.$queryRaw`SELECT ${tellNews(teamId, sql`NULL::text`)}::text`
    await notify(tx, { teamId, topic: 'settings', id: teamId })
    return gone
  })
  forgetEntry(teamId, null)
  return done
}

async function markGone(tx: Transaction, teamId: string, selection: CacheSelection): Promise<Invalidated> {
  const rows = await tx.$queryRaw`
    WITH gone AS (
      UPDATE cache_entry SET value = NULL, bytes = 0, "goneReason" = 'invalidated', "goneAt" = now() AT TIME ZONE 'UTC'
      WHERE "teamId" = ${teamId} AND "goneReason" IS NULL AND ${whereOf(selection)}
      RETURNING "costNanoUsd")
    SELECT count(*) AS entries, coalesce(sum("costNanoUsd"), 0)::bigint AS cost FROM gone`
  const [gone] = Gone.parse(rows)
  return { entries: Number(gone?.entries ?? 0), costNanoUsd: Number(gone?.cost ?? 0) }
}

function whereOf(selection: CacheSelection): Sql {
  switch (selection.kind) {
    case 'everything':
      return sql`true`
    case 'workflow':
      return sql`workflow = ${selection.value}`
    case 'prompt':
      return sql`"promptVersion" = ${selection.value}`
    case 'model':
      return sql`${makerModel} = ${selection.value}`
    case 'project':
      return sql`"projectId" = ${selection.value}`
  }
}

/** Entries outlive their project: one that was removed can be named too. */
async function assertOwnProject(teamId: string, projectId: string): Promise<void> {
  const [project, entry] = await Promise.all([
    db().project.findFirst({ where: { id: projectId, teamId }, select: { id: true } }),
    db().cacheEntry.findFirst({ where: { teamId, projectId }, select: { key: true } }),
  ])
  if (project === null && entry === null) {
    throw new AssayError('not-found', 'There is no such project in this team.')
  }
}
