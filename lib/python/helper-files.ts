import 'server-only'
import path from 'node:path'

/** The folder of our Python helpers; the server always runs in the project's folder. */
export function helpersFolder(): string {
  return path.join(process.cwd(), 'lib/python/helpers')
}
