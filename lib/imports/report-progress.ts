import 'server-only'
import { log } from '@/lib/log/log'
import { type ImportChange, type ImportKey, updateImport } from './update-import'

const EVERY_MS = 400

type Progress = Required<Pick<ImportChange, 'phase' | 'done' | 'total'>>

/** Writes down how far an import is: a new phase at once, counts at most every 400 ms, one write after the other. */
export function reportProgress(key: ImportKey): {
  show: (progress: Progress) => void
  /** waits for what is being written; nothing is written after it */
  close: () => Promise<void>
} {
  let writing: Promise<unknown> = Promise.resolve()
  let shownPhase: string | null = null
  let shownAt = 0
  let closed = false
  return {
    show(progress) {
      const now = performance.now()
      if (closed || (progress.phase === shownPhase && now - shownAt < EVERY_MS)) return
      shownPhase = progress.phase
      shownAt = now
      writing = writing
        .then(() => updateImport(key, progress))
        .catch((error: unknown) => log.warn({ err: error, ...key }, 'progress of an import was not shown'))
    },
    async close() {
      closed = true
      await writing
    },
  }
}
