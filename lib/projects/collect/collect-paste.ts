import 'server-only'
import { collectFiles } from './collect-files'
import type { Collected } from './file-source'

/** One pasted file, by the rules of every source. Line ends become those of Unix. */
export async function collectPaste(fileName: string, code: string): Promise<Collected> {
  const content = Buffer.from(`${code.replace(/\r\n?/g, '\n').trimEnd()}\n`, 'utf8')
  return collectFiles({
    list: async () => ({ files: [{ path: fileName, bytes: content.length }], skipped: [] }),
    read: async (paths) => (paths.has(fileName) ? [{ path: fileName, content }] : []),
  })
}
