import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { BEING_CHECKED, isUncheckedEdit, WAITING_FOR_CHECK } from '@/lib/domain/unchecked-edit'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { RECHECK_ARTIFACT_FLOW, RECHECK_QUEUE } from './durable/engine-names'
import { enqueueFlows } from './durable/enqueue-flows'
import { flowPartition } from './durable/flow-partition'
import { notifyRun } from './execution/notify-run'
import { beginEdit } from './execution/record-edit'

export const EditRequest = z.object({
  runId: z.string().min(1),
  content: z.string().min(1, 'The file is empty.').max(1_000_000, 'The file is larger than 1 MB.'),
  /** the version the person began with; an edit of an older version than the newest is refused */
  baseVersion: z.number().int().optional(),
})
export type EditRequest = z.input<typeof EditRequest>

export interface SavedEdit {
  artifactId: string
  version: number
}

/**
 * Saves a person's edit as the artifact's next version and has it checked like any output, through the durable queue;
 * its verdict is `unverified` until then. Throws `forbidden`, `not-found`, `conflict`, `invalid-input`.
 */
export async function saveEdit(ctx: TeamContext, input: EditRequest): Promise<SavedEdit> {
  assertCan(ctx, 'review')
  const { runId, content, baseVersion } = parseInput(EditRequest, input)
  return db().$transaction(async (tx) => {
    // Locked, so that two edits at once, or an edit and a new try, cannot make the same version.
    await tx.$queryRaw`SELECT id FROM run WHERE id = ${runId} AND "teamId" = ${ctx.teamId} FOR UPDATE`
    const newest = await tx.artifact.findFirst({
      where: { runId, teamId: ctx.teamId },
      orderBy: { version: 'desc' },
    })
    if (newest === null) throw new AssayError('not-found', 'This run has no output to edit.')
    if (newest.kind !== 'tests') {
      throw new AssayError('invalid-input', 'Only tests can be edited. Findings are judged one by one.')
    }
    if (baseVersion !== undefined && baseVersion !== newest.version) {
      throw new AssayError(
        'conflict',
        `Version ${newest.version} was saved meanwhile. Reload and edit that one.`,
      )
    }
    const contentHash = createHash('sha256').update(content).digest('hex')
    const isBeingChecked = newest.verdict === BEING_CHECKED
    if (contentHash === newest.contentHash && !isUncheckedEdit({ ...newest, isBeingChecked })) {
      throw new AssayError('invalid-input', 'Nothing was changed.')
    }
    const version = newest.version + 1
    const { kind, path, language } = newest
    const { id: artifactId } = await tx.artifact.create({
      data: {
        id: randomUUID(),
        teamId: ctx.teamId,
        runId,
        version,
        origin: 'person',
        kind,
        path,
        language,
        content,
        contentHash,
        verdict: BEING_CHECKED,
        verdictText: WAITING_FOR_CHECK,
        createdBy: ctx.userId,
      },
    })
    await tx.review.create({
      data: { teamId: ctx.teamId, runId, artifactId, userId: ctx.userId, verdict: 'edited' },
    })
    await tx.run.update({ where: { id: runId }, data: { reviewVerdict: 'edited' } })
    await beginEdit(tx, runId, {
      artifactId,
      version,
      verdict: 'unverified',
      verdictText: WAITING_FOR_CHECK,
      isBeingChecked: true,
      figures: {},
    })
    const partition = flowPartition(ctx.teamId, 1)
    await enqueueFlows(tx, { flow: RECHECK_ARTIFACT_FLOW, queue: RECHECK_QUEUE, partition }, [
      { flowId: `recheck:${artifactId}`, argument: { artifactId }, priority: 1 },
    ])
    await recordAudit(tx, ctx, {
      action: 'run.edit',
      subjectType: 'run',
      subjectId: runId,
      detail: { artifactId, version },
    })
    await notifyRun(tx, runId)
    return { artifactId, version }
  })
}
