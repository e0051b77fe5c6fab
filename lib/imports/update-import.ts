import 'server-only'
import { z } from 'zod'
import { type Db, db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { ImportState } from '@/lib/domain/import'

/** One import of a project. */
export interface ImportKey {
  projectId: string
  importId: string
}

export type ImportChange = Partial<
  Pick<ImportState, 'status' | 'phase' | 'done' | 'total' | 'errorText' | 'result'>
>

const Teams = z.array(z.object({ teamId: z.string() }))

/**
 * Changes the state of an import that is under way and tells open pages. False when it has ended or a newer one has
 * taken its place: the first end wins, and what comes late changes nothing.
 */
export async function updateImport(
  { projectId, importId }: ImportKey,
  change: ImportChange,
  tx: Db | Transaction = db(),
): Promise<boolean> {
  const rows = await tx.$queryRaw`
    UPDATE project SET "importState" = "importState" || ${JSON.stringify(change)}::jsonb
    WHERE id = ${projectId} AND "importState"->>'id' = ${importId} AND "importState"->>'status' = 'running'
    RETURNING "teamId"`
  const [changed] = Teams.parse(rows)
  if (changed === undefined) return false
  const topic = change.status === undefined ? 'import' : 'project'
  await notify(tx, { teamId: changed.teamId, topic, id: projectId, projectId })
  return true
}
