import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { JudgedFinding } from '@/lib/domain/finding-row'

/** The finding of a fix as its run saw it. Throws `conflict` when the run was tried again and saw it no more. */
export async function fixedFinding(fix: {
  teamId: string
  runId: string
  findingId: string
}): Promise<JudgedFinding> {
  const { teamId, runId, findingId } = fix
  const sighting = await db().findingSighting.findUnique({
    where: { runId_findingId: { runId, findingId }, teamId },
  })
  if (sighting === null)
    throw new AssayError('conflict', 'The run was tried again since and no longer has this finding.')
  return JudgedFinding.parse(sighting.judged)
}
