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

/** Where files come from: a folder, an archive, a git commit. Paths that lead outside never get this far. */
export interface FileSource {
  list(): Promise<{ files: ListedFile[]; skipped: SkippedFile[] }>
  /** Reads these files; a content longer than was listed is cut off with an error, never read on. */
  read(paths: ReadonlySet<string>): Promise<CollectedFile[]>
}

export interface Collected {
  files: CollectedFile[]
  skipped: SkippedFile[]
  /** of a git source */
  commit: string | null
  ref: string | null
}
