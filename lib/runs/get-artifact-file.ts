import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { FIXED_MODULE } from '@/lib/domain/finding-verdict'
import type { TeamContext } from '@/lib/teams/team-context'

/** Fixes that people applied to modules stand beside what the run made. */
const OWN_OUTPUT = { kind: { not: FIXED_MODULE } }

/** A run's output as a file: the asked version or the newest. Throws `not-found`, also for another team's run. */
export async function getArtifactFile(
  ctx: TeamContext,
  { runId, artifactId }: { runId: string; artifactId?: string | undefined },
): Promise<{ name: string; content: string }> {
  const artifact = await db().artifact.findFirst({
    where: { runId, teamId: ctx.teamId, ...(artifactId === undefined ? OWN_OUTPUT : { id: artifactId }) },
    // Of several outputs the first one made is what people read: its id ends with its place.
    orderBy: [{ version: 'desc' }, { id: 'asc' }],
  })
  if (artifact === null) throw new AssayError('not-found', 'This run has no such output.')
  return { name: artifact.path.split('/').at(-1) ?? 'output', content: artifact.content }
}
