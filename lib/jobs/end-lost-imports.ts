import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { importFlowId } from '@/lib/imports/import-flow'
import { updateImport } from '@/lib/imports/update-import'
import { log } from '@/lib/log/log'
import { flowIsLost, whyLost } from './lost-flow'

const LostImports = z.array(
  z.object({ projectId: z.string(), importId: z.string(), engineStatus: z.string().nullable() }),
)

/** Ends imports that nobody works on any more, so that they can be started again. Returns how many. */
export async function endLostImports(): Promise<number> {
  const rows = await db().$queryRaw`
    SELECT project.id AS "projectId", "importState"->>'id' AS "importId", flow.status AS "engineStatus"
    FROM project
    LEFT JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = ${importFlowId('')} || ("importState"->>'id')
    WHERE "importState"->>'status' = 'running' AND ${flowIsLost()}
    LIMIT 500`
  let ended = 0
  for (const { engineStatus, ...key } of LostImports.parse(rows)) {
    const errorText = `${whyLost(engineStatus, key.importId) ?? 'The job of this import was lost.'} Start it again.`
    if (await updateImport(key, { status: 'failed', errorText })) ended++
  }
  if (ended > 0) log.warn({ ended }, 'imports without a living job were ended')
  return ended
}
