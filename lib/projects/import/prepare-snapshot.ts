import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { SkippedFile } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'
import type { Collected } from '../collect/file-source'
import { type HashedFile, hashFiles } from './hash-files'
import { type ModuleDraft, readProjectModules } from './read-project-modules'

/** A state of a project's files, ready to be stored. */
export interface SnapshotDraft {
  contentHash: string
  commit: string | null
  ref: string | null
  files: HashedFile[]
  modules: ModuleDraft[]
  skipped: SkippedFile[]
  notices: string[]
}

/** Hashes the files and reads their modules in the sandbox. Refuses a source without any Python file. */
export async function prepareSnapshot(collected: Collected): Promise<SnapshotDraft> {
  if (!collected.files.some((file) => file.path.endsWith('.py'))) {
    throw new AssayError('invalid-input', 'There is no Python file in it. Assay works on .py files.')
  }
  const { files, contentHash } = hashFiles(collected.files)
  const { modules, notices } = await readProjectModules(files)
  const broken = modules.filter((module) => module.syntaxError !== null).length
  if (broken > 0)
    notices.push(`${formatPlural(broken, 'module')} with a syntax error: marked, and left out of runs.`)
  if (collected.skipped.length > 0) {
    notices.push(`${formatPlural(collected.skipped.length, 'file')} left out: binary, too large, or a link.`)
  }
  const { commit, ref, skipped } = collected
  return { contentHash, commit, ref, files, modules, skipped, notices }
}
