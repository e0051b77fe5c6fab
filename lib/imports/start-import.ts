import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import type { Actor } from '@/lib/projects/import/actor'
import { ImportRecord } from '@/lib/projects/import/import-record'
import { enqueueFlows } from '@/lib/runs/durable/enqueue-flows'
import { IMPORT_FLOW, IMPORT_QUEUE, importFlowId } from './import-flow'

/** The project's row, locked so that two imports cannot start at once. */
async function assertIdle(tx: Transaction, projectId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR UPDATE`
  const { importState } = await tx.project.findUniqueOrThrow({ where: { id: projectId } })
  const running = ImportRecord.nullable().parse(importState)?.status === 'running'
  if (running) throw new AssayError('conflict', 'The files of this project are being imported already.')
}

/**
 * Has a worker take the project's files from its source: state and place in the queue are one transaction, the
 * caller's. Returns the import's id. Throws `conflict` while another import of the project is under way.
 */
export async function startImport(
  tx: Transaction,
  actor: Actor,
  { projectId, archiveHash = null }: { projectId: string; archiveHash?: string | null },
): Promise<string> {
  await assertIdle(tx, projectId)
  const { teamId, userId, requestId } = actor
  const record: ImportRecord = {
    id: randomUUID(),
    status: 'running',
    phase: 'queued',
    done: 0,
    total: 0,
    errorText: null,
    result: null,
    startedAt: new Date().toISOString(),
    userId,
    requestId,
    archiveHash,
  }
  await tx.project.update({ where: { id: projectId }, data: { importState: record } })
  // A part of the queue for each team: one whose imports take long keeps no other's waiting.
  await enqueueFlows(tx, { flow: IMPORT_FLOW, queue: IMPORT_QUEUE, partition: teamId }, [
    { flowId: importFlowId(record.id), argument: { projectId, importId: record.id }, priority: 1 },
  ])
  await notify(tx, { teamId, topic: 'project', id: projectId, projectId })
  return record.id
}
