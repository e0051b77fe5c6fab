import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'

export interface RunsActed {
  done: number
  /** runs that the act was not possible for, with the reason for the person */
  refused: { runId: string; text: string }[]
}

/** Does one act on each run; a run that refuses does not stop the others. */
export async function actOnRuns(
  runIds: readonly string[],
  act: (runId: string) => Promise<boolean>,
): Promise<RunsActed> {
  const result: RunsActed = { done: 0, refused: [] }
  for (const runId of runIds) {
    try {
      if (await act(runId)) result.done += 1
      else result.refused.push({ runId, text: 'It had ended before.' })
    } catch (error) {
      if (!(error instanceof AssayError) || error.code === 'forbidden') throw error
      result.refused.push({ runId, text: error.userText })
    }
  }
  return result
}
