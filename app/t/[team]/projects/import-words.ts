import type { ImportPhase, ImportState } from '@/lib/domain/import'
import { formatCount, formatPlural } from '@/lib/format/format-count'

const PHASE_WORDS = {
  queued: 'Waiting for a worker',
  fetching: 'Fetching the repository',
  unpacking: 'Unpacking the archive',
  copying: 'Reading the files',
  reading: 'Reading the modules',
  saving: 'Storing the files',
} satisfies Record<ImportPhase, string>

/** "Reading the modules: 40 of 120": what an import is at. */
export function importProgress({ phase, done, total }: ImportState): string {
  const words = PHASE_WORDS[phase]
  return total === 0 ? words : `${words}: ${formatCount(done)} of ${formatCount(total)}`
}

/** "importing, 40 of 120 modules": why a project that never had files has none yet, or never will without a person. */
export function importWait(state: ImportState | null): string {
  if (state?.status === 'failed') return 'import failed'
  if (state?.status !== 'running') return 'import cancelled'
  return state.total === 0
    ? 'importing'
    : `importing, ${formatCount(state.done)} of ${formatPlural(state.total, 'module')}`
}

type Brought = NonNullable<ImportState['result']>

/** "Imported 5 files, 5 modules.": what an import brought. */
export function importOutcome({ isNewSnapshot, fileCount, moduleCount }: Brought): string {
  if (!isNewSnapshot) return 'Nothing has changed since the last import.'
  return `Imported ${formatPlural(fileCount, 'file')}, ${formatPlural(moduleCount, 'module')}.`
}
