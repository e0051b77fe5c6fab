import 'server-only'
import { db } from '@/lib/db/db'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import { formatDuration } from '@/lib/format/format-duration'
import { log } from '@/lib/log/log'
import { describeImport } from '@/lib/projects/import/describe-import'
import { ImportRecord } from '@/lib/projects/import/import-record'
import { prepareSnapshot } from '@/lib/projects/import/prepare-snapshot'
import { storeSnapshot } from '@/lib/projects/import/store-snapshot'
import { type CollectOptions, collectSource } from './collect-source'
import { reportProgress } from './report-progress'
import { sweepBlobs } from './sweep-blobs'
import { type ImportKey, updateImport } from './update-import'

/** Far beyond any import within the limits: one that is made to last must not keep the others waiting. */
const IMPORT_WALL_MS = 15 * 60_000

/** What tests replace. */
export interface ImportTrial {
  outside?: CollectOptions['outside']
  /** the whole import's time until it is given up */
  wallMs?: number
}

/** What the durable engine lends to one import. */
export interface ImportExecution extends ImportKey {
  /** checkpoints: after a crash the stored result is returned and `work` is not repeated */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** fires when the import is cancelled: stops git and the sandbox */
  signal: AbortSignal
  /** true for errors by which the engine itself ends this execution */
  isInterruption: (error: unknown) => boolean
}

/**
 * Takes a project's files from its source and stores them: every import ends `done`, `failed` (also when it takes too
 * long) or `cancelled`. After a crash another worker begins it anew. Throws only interruptions.
 */
export async function executeImport(execution: ImportExecution, trial: ImportTrial = {}): Promise<void> {
  const { projectId, importId, step, signal } = execution
  try {
    await step('import the files', () => importFiles({ projectId, importId }, signal, trial))
  } catch (error) {
    if (signal.aborted || execution.isInterruption(error)) throw error
    log.error({ err: error, projectId, importId }, 'import failed unexpectedly')
    const errorText = `Something went wrong (${importId}). Start it again.`
    await step('fail the import', () => updateImport(execution, { status: 'failed', errorText }))
  }
}

async function findRunning({ projectId, importId }: ImportKey) {
  const project = await db().project.findUnique({ where: { id: projectId } })
  const record = ImportRecord.nullable().parse(project?.importState ?? null)
  if (project === null || record?.id !== importId || record.status !== 'running') return null
  return { project, record }
}

async function importFiles(
  key: ImportKey,
  cancelled: AbortSignal,
  { outside, wallMs = IMPORT_WALL_MS }: ImportTrial,
): Promise<void> {
  const running = await findRunning(key)
  if (running === null) return
  const deadline = AbortSignal.timeout(wallMs)
  try {
    await takeFiles(running, key, { signal: AbortSignal.any([cancelled, deadline]), outside })
  } catch (error) {
    if (cancelled.aborted) throw error
    const errorText = deadline.aborted ? tookTooLong(wallMs) : userTextOf(error)
    if (errorText === null) throw error
    await updateImport(key, { status: 'failed', errorText })
    return
  }
  if (running.record.archiveHash !== null) await sweepBlobs(running.record.archiveHash)
}

const userTextOf = (error: unknown) => (error instanceof AssayError ? error.userText : null)

const tookTooLong = (wallMs: number) =>
  `The import took longer than ${formatDuration(wallMs)} and was stopped. Leave out what is not source code, or add a part of the project, and start it again.`

async function takeFiles(
  { project, record }: { project: ProjectRecord; record: ImportRecord },
  key: ImportKey,
  options: Pick<CollectOptions, 'signal' | 'outside'>,
): Promise<void> {
  const progress = reportProgress(key)
  try {
    const onPhase: CollectOptions['onPhase'] = (phase) => progress.show({ phase, done: 0, total: 0 })
    const source = { ...project, archiveHash: record.archiveHash }
    const collected = await collectSource(source, { ...options, onPhase })
    const total = collected.files.filter((file) => file.path.endsWith('.py')).length
    const onRead = (done: number) => progress.show({ phase: 'reading', done, total })
    onRead(0)
    const draft = await prepareSnapshot(collected, { signal: options.signal, onRead })
    options.signal.throwIfAborted()
    onPhase('saving')
    await progress.close()
    const actor = { teamId: project.teamId, userId: record.userId, requestId: record.requestId }
    await storeSnapshot(actor, project.id, draft, async (tx, { isNewSnapshot }) => {
      const { fileCount, moduleCount, notices } = describeImport(draft)
      const result = { isNewSnapshot, fileCount, moduleCount, notices }
      const ended = await updateImport(key, { status: 'done', result }, tx)
      // Cancelled at the last moment: nothing of it is stored.
      if (!ended) throw new AssayError('conflict', 'The import was cancelled.')
    })
  } finally {
    await progress.close()
  }
}
