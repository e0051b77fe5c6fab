import 'server-only'
import { db } from '@/lib/db/db'
import { WAITING_FOR_CHECK } from '@/lib/domain/unchecked-edit'
import { notifyRun } from './notify-run'

/** Tells of an edit that it will not be checked any more; false when it has its verdict already. */
export async function endWaitingCheck(artifactId: string, why: string): Promise<boolean> {
  const verdictText = `The edit could not be checked: ${why} Save it again.`
  return db().$transaction(async (tx) => {
    const [ended] = await tx.artifact.updateManyAndReturn({
      where: { id: artifactId, verdict: 'unverified', verdictText: WAITING_FOR_CHECK },
      data: { verdictText },
      select: { runId: true },
    })
    if (ended === undefined) return false
    await notifyRun(tx, ended.runId)
    return true
  })
}
