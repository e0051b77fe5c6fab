import { db } from '@/lib/db/db'
import type { RunScope } from '@/lib/telemetry/run-scope'

/** More running runs like a seeded one, in the same launch. */
export async function seedMoreRuns(like: RunScope, count: number): Promise<RunScope[]> {
  const {
    id: _id,
    figures: _figures,
    ...row
  } = await db().run.findUniqueOrThrow({ where: { id: like.runId } })
  const existing = await db().run.count({ where: { launchId: like.launchId } })
  const ids = Array.from({ length: count }, (_, index) => `${like.runId}-${existing + index}`)
  await db().run.createMany({ data: ids.map((id) => ({ ...row, id, options: {} })) })
  return ids.map((runId) => ({ ...like, runId }))
}
