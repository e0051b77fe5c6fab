import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { countSkipped, type SkippedFile } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'
import type { ReadOptions } from '@/lib/python/read-modules'
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

const SHOWN_SKIPPED = 3

/** What a person with no module to show for an import should know: what was found, and why it was not taken. */
function noPython(skipped: SkippedFile[]): AssayError {
  const left = skipped.filter(({ path }) => path.endsWith('.py'))
  if (left.length === 0)
    return new AssayError('invalid-input', 'There is no Python file in it. Assay works on .py files.')
  const shown = left.slice(0, SHOWN_SKIPPED).map(({ path, reason }) => `${path}: ${reason}`)
  const more = left.length > shown.length ? `; and ${left.length - shown.length} more` : ''
  const text = `None of its Python files could be taken (${shown.join('; ')}${more}). Add the files themselves.`
  return new AssayError('invalid-input', text)
}

/** Hashes the files and reads their modules in the sandbox. Refuses a source without any Python file. */
export async function prepareSnapshot(
  collected: Collected,
  options: ReadOptions = {},
): Promise<SnapshotDraft> {
  if (!collected.files.some((file) => file.path.endsWith('.py'))) throw noPython(collected.skipped)
  const { files, contentHash } = hashFiles(collected.files)
  const { modules, notices } = await readProjectModules(files, options)
  const broken = modules.filter((module) => module.syntaxError !== null).length
  if (broken > 0)
    notices.push(`${formatPlural(broken, 'module')} with a syntax error: marked, and left out of runs.`)
  if (collected.skipped.length > 0) {
    notices.push(
      `${formatPlural(countSkipped(collected.skipped), 'file')} left out: the project page lists why.`,
    )
  }
  const { commit, ref, skipped } = collected
  return { contentHash, commit, ref, files, modules, skipped, notices }
}
