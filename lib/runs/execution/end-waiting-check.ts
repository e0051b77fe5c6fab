import 'server-only'
import { db } from '@/lib/db/db'
import { BEING_CHECKED } from '@/lib/domain/unchecked-edit'
import { notifyRun } from './notify-run'
import { settleEdit } from './record-edit'

/** Tells of an edit that it will not be checked any more; false when it has its verdict already. */
export async function endWaitingCheck(artifactId: string, why: string): Promise<boolean> {
  const verdictText = `The edit could not be checked: ${why} Save it again.`
  return db().$transaction(async (tx) => {
    const [ended] = await tx.artifact.updateManyAndReturn({
      where: { id: artifactId, verdict: BEING_CHECKED },
      data: { verdict: 'unverified', verdictText },
      select: { runId: true },
    })
    if (ended === undefined) return false
    await settleEdit(tx, ended.runId, { artifactId, verdict: 'unverified', verdictText, figures: {} })
    await notifyRun(tx, ended.runId)
    return true
  })
}
