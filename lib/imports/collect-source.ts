import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { ImportPhase } from '@/lib/domain/import'
import { ProjectSourceKind } from '@/lib/domain/words'
import { collectArchive } from '@/lib/projects/archive/collect-archive'
import { collectPath } from '@/lib/projects/collect/collect-path'
import type { Collected } from '@/lib/projects/collect/file-source'
import { collectGit, type GitOutside } from '@/lib/projects/git/collect-git'
import { readArchive } from './archive-blob'

/** Where a project's files are. */
export interface ImportSource {
  sourceKind: string
  sourceLocation: string | null
  sourceRef: string | null
  archiveHash: string | null
}

export interface CollectOptions {
  /** stops it between two files, and git at once */
  signal: AbortSignal
  onPhase: (phase: ImportPhase) => void
  /** replaced by tests */
  outside?: GitOutside
}

async function unpack(hash: string | null, signal: AbortSignal): Promise<Collected> {
  const archive = hash === null ? null : await readArchive(hash)
  if (archive === null)
    throw new AssayError('invalid-input', 'The uploaded archive is no longer here. Upload it again.')
  return collectArchive(archive, signal)
}

/** Takes the files from where they are; says what it is at. Throws what the person should know as AssayError. */
export async function collectSource(source: ImportSource, options: CollectOptions): Promise<Collected> {
  const { signal, onPhase, outside } = options
  const url = source.sourceLocation ?? ''
  switch (ProjectSourceKind.parse(source.sourceKind)) {
    case 'git': {
      onPhase('fetching')
      const onFetched = () => onPhase('copying')
      return collectGit({ url, ref: source.sourceRef }, outside, { signal, onFetched })
    }
    case 'path':
      onPhase('copying')
      return collectPath(url, signal)
    case 'upload':
      onPhase('unpacking')
      return unpack(source.archiveHash, signal)
    case 'paste':
    case 'sample':
      throw new Error(`a ${source.sourceKind} is imported at once, not by a worker`)
  }
}
