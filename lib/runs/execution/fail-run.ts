import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { endRun } from './end-run'

/** Ends a try as failed. An unexpected error is named by the run's own id: the log holds the rest under it. */
export async function failRun(runId: string, tryNumber: number, error: unknown): Promise<void> {
  const errorText =
    error instanceof AssayError ? error.userText : `Something went wrong (${runId}). Retry it.`
  await endRun({ runId, tryNumber, status: 'failed', errorText })
}
