import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { log } from '@/lib/log/log'
import { recordAudit } from '@/lib/teams/record-audit'
import { anonymisePerson } from './anonymise-person'
import { type DeleteFlows, deleteProject } from './delete-project'

const OPEN = ['queued', 'running', 'awaiting-approval']

interface DueDeletion {
  id: string
  teamId: string
  kind: string
  subjectId: string | null
}

/**
 * Does the deletions that are due and whose runs have all ended; one that fails is tried again at the next call. For one
 * process at a time. Returns how many were done.
 */
export async function runDeletions(deleteFlows: DeleteFlows, now = new Date()): Promise<number> {
  const due = await db().deletion.findMany({
    where: { doneAt: null, cancelledAt: null, dueAt: { lte: now } },
    orderBy: { dueAt: 'asc' },
  })
  let done = 0
  for (const deletion of due) {
    if (await isInUse(deletion)) continue
    try {
      await runOne(deletion, deleteFlows)
      done += 1
    } catch (error) {
      log.error({ err: error, deletion: deletion.id }, 'a deletion failed and will be tried again')
    }
  }
  return done
}

/** What a run writes would come back after it was deleted. */
async function isInUse({ teamId, kind, subjectId }: DueDeletion): Promise<boolean> {
  const whose = kind === 'project' ? { projectId: subjectId ?? '' } : { createdBy: subjectId ?? '' }
  return (await db().run.count({ where: { teamId, status: { in: OPEN }, ...whose } })) > 0
}

async function runOne({ id, teamId, kind, subjectId }: DueDeletion, deleteFlows: DeleteFlows): Promise<void> {
  const removed =
    kind === 'project'
      ? await deleteProject({ teamId, projectId: subjectId ?? '' }, deleteFlows)
      : await anonymisePerson({ teamId, userId: subjectId ?? '' })
  await db().$transaction(async (tx) => {
    const data = { doneAt: new Date(), removed }
    const forgotten = kind === 'person' ? { subjectId: null, subjectName: null } : {}
    await tx.deletion.update({ where: { id }, data: { ...data, ...forgotten } })
    await recordAudit(
      tx,
      { teamId, userId: null, requestId: 'schedule' },
      { action: 'deletion.done', subjectType: 'deletion', subjectId: id, detail: { kind, removed } },
    )
    for (const topic of ['project', 'settings', 'run', 'finding'] as const) {
      await notify(tx, { teamId, topic, id })
    }
  })
  log.info({ teamId, kind, removed }, 'data was deleted as asked for')
}
