import 'server-only'
import { countSkipped, type ImportResult } from '@/lib/domain/module'
import type { SnapshotDraft } from './prepare-snapshot'

/** The figures of an import for the person who started it. */
export function describeImport(
  snapshot: SnapshotDraft,
): Pick<ImportResult, 'fileCount' | 'moduleCount' | 'syntaxErrors' | 'skipped' | 'notices'> {
  return {
    fileCount: snapshot.files.length,
    moduleCount: snapshot.modules.length,
    syntaxErrors: snapshot.modules.filter((module) => module.syntaxError !== null).length,
    skipped: countSkipped(snapshot.skipped),
    notices: snapshot.notices,
  }
}
