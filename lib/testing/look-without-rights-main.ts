import path from 'node:path'
import { AssayError } from '@/lib/domain/assay-error'
import { collectFiles } from '@/lib/projects/collect/collect-files'
import { folderSource } from '@/lib/projects/collect/folder-source'
import { resolveServerPath } from '@/lib/projects/collect/server-path'

/** Prints, as JSON, what an account without rights gets of a folder and is told of its subfolder `secret`. */
const NOBODY = 65_534
const allowed = process.argv[2] ?? ''

if (process.getuid?.() === 0) process.setuid?.(NOBODY)
const refusal = await resolveServerPath(path.join(allowed, 'secret'), [allowed]).catch((error: unknown) =>
  error instanceof AssayError ? error.userText : String(error),
)
const { files, skipped } = await collectFiles(folderSource(allowed))
const paths = (listed: { path: string }[]) => listed.map((file) => file.path)
process.stdout.write(JSON.stringify({ refusal, files: paths(files), skipped: paths(skipped) }))
