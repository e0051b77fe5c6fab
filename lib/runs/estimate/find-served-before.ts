import 'server-only'
import { db } from '@/lib/db/db'
import type { WorkflowName } from '@/lib/domain/words'
import type { LaunchTarget } from '../find-targets'

/**
 * Paths of targets whose very bytes this workflow has verified with a model's answer before, in this project. Their
 * answers are probably in the cache; not when the prompt, the model or the engine changed since.
 */
export async function findServedBefore(
  scope: { teamId: string; projectId: string; workflow: WorkflowName },
  targets: LaunchTarget[],
): Promise<Set<string>> {
  const runs = await db().run.findMany({
    where: {
      ...scope,
      targetPath: { in: targets.map((target) => target.path) },
      status: 'done',
      source: { in: ['model', 'cache'] },
      verdict: 'verified',
    },
    select: { targetPath: true, targetHash: true },
    distinct: ['targetPath', 'targetHash'],
  })
  const served = new Set(runs.map((run) => `${run.targetHash} ${run.targetPath}`))
  return new Set(
    targets.filter((target) => served.has(`${target.blobHash} ${target.path}`)).map((target) => target.path),
  )
}
