import 'server-only'
import type { SkippedFile } from '@/lib/domain/module'

/** A file that a source offers, before anything of it is read. */
export interface ListedFile {
  /** relative, with `/`, no `.` or `..` */
  path: string
  bytes: number
}

export interface CollectedFile {
  path: string
  content: Buffer
}

/** Why a file that was listed is left out after all. */
export const NOT_READABLE = 'the server is not permitted to read it, or it has gone'

/**
 * Where files come from: a folder, an archive, a git commit. Paths that lead outside never get this far. When the signal
 * fires, listing and reading stop between two files and throw its reason.
 */
export interface FileSource {
  list(signal?: AbortSignal): Promise<{ files: ListedFile[]; skipped: SkippedFile[] }>
  /** Reads these files; one that cannot be read is left out. What is longer than was listed is never read on. */
  read(paths: ReadonlySet<string>, signal?: AbortSignal): Promise<CollectedFile[]>
}

export interface Collected {
  files: CollectedFile[]
  skipped: SkippedFile[]
  /** of a git source */
  commit: string | null
  ref: string | null
}
