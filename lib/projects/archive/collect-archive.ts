import 'server-only'
import { collectFiles } from '../collect/collect-files'
import type { Collected } from '../collect/file-source'
import { archiveSource } from './archive-source'

/** Takes the files of an archive that `inspectArchive` let pass. */
export function collectArchive(archive: Buffer, signal?: AbortSignal): Promise<Collected> {
  return collectFiles(archiveSource(archive), {}, signal)
}
