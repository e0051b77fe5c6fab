import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { formatBytes } from '@/lib/format/format-bytes'
import { collectFiles } from '../collect/collect-files'
import type { Collected } from '../collect/file-source'
import { INTAKE_LIMITS } from '../collect/limits'
import { archiveSource } from './archive-source'

function forField(error: unknown): unknown {
  if (!(error instanceof AssayError)) return error
  return new AssayError(error.code, error.userText, { cause: error, fields: { archive: error.userText } })
}

/** Takes the files of an uploaded archive; every refusal is said beside the form's field. */
export async function collectArchive(archive: Blob): Promise<Collected> {
  try {
    if (archive.size > INTAKE_LIMITS.uploadBytes) {
      throw new AssayError(
        'too-large',
        `The archive is too large (${formatBytes(archive.size)}, limit ${formatBytes(INTAKE_LIMITS.uploadBytes)}). Leave out data, environments and history.`,
      )
    }
    return await collectFiles(archiveSource(Buffer.from(await archive.arrayBuffer())))
  } catch (error) {
    throw forField(error)
  }
}
