import 'server-only'
import path from 'node:path'
import { collectFiles } from '../collect/collect-files'
import type { Collected } from '../collect/file-source'
import { folderSource } from '../collect/folder-source'

/** Takes the files of the sample project; the server always runs in the folder of this repository. */
export async function collectSample(): Promise<Collected> {
  return collectFiles(folderSource(path.join(process.cwd(), 'lib/projects/sample/ledger')))
}
