import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { WorkflowName } from '@/lib/domain/words'
import type { LaunchTarget } from '../find-targets'

const AskedKeys = z.object({
  path: z.string(),
  /** the start tier that its launch asked for */
  startTier: z.string().nullable(),
  isVerified: z.boolean(),
  /** places in the cache that its model stages looked at */
  keys: z.array(z.string()),
})
export type AskedKeys = z.infer<typeof AskedKeys>

/** Where the newest runs on the very bytes of these targets looked, in this project: one run by target and asked start. */
export async function readAskedKeys(
  scope: { teamId: string; projectId: string; workflow: WorkflowName },
  targets: readonly Pick<LaunchTarget, 'path' | 'blobHash'>[],
): Promise<AskedKeys[]> {
  const { teamId, projectId, workflow } = scope
  const [paths, hashes] = [targets.map(({ path }) => path), targets.map(({ blobHash }) => blobHash)]
  const rows = await db().$queryRaw`
    WITH target AS (SELECT * FROM unnest(${paths}::text[], ${hashes}::text[]) AS t(path, hash)),
    newest AS (
      SELECT DISTINCT ON (path, "startTier") run.id, path, run.options->>'startTier' AS "startTier",
        run.verdict IS NOT DISTINCT FROM 'verified' AS "isVerified"
      FROM target JOIN run ON run."targetPath" = path AND run."targetHash" = hash
      WHERE run."teamId" = ${teamId} AND run."projectId" = ${projectId} AND run.workflow = ${workflow}
        AND run.status = 'done' AND run.source IN ('model', 'cache')
      ORDER BY path, "startTier", run."createdAt" DESC
    )
    SELECT path, "startTier", "isVerified", array_agg(DISTINCT attempt."cacheKey") AS keys
    FROM newest JOIN attempt ON attempt."runId" = newest.id AND attempt."teamId" = ${teamId}
    WHERE attempt."cacheKey" IS NOT NULL
    GROUP BY newest.id, path, "startTier", "isVerified"`
  return z.array(AskedKeys).parse(rows)
}
