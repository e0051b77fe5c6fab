import 'server-only'
import path from 'node:path'

/** Absolute path of a file that ships beside this code; the server always runs in the project's folder. */
export function sandboxFile(relativePath: string): string {
  return path.join(process.cwd(), 'lib/sandbox', relativePath)
}
