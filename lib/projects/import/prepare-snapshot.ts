import 'server-only'
import { countSkipped, type SkippedFile } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'
import type { ReadOptions } from '@/lib/python/read-modules'
import type { Collected } from '../collect/file-source'
import { assertPython } from './assert-python'
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
export async function prepareSnapshot(
  collected: Collected,
  options: ReadOptions = {},
): Promise<SnapshotDraft> {
  assertPython(collected.files, collected.skipped)
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
