import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { formatBytes } from '@/lib/format/format-bytes'
import { chooseFiles } from '../collect/choose-files'
import { INTAKE_LIMITS } from '../collect/limits'
import { assertPython } from '../import/assert-python'
import { archiveSource } from './archive-source'

function forField(error: unknown): unknown {
  if (!(error instanceof AssayError)) return error
  const { code, userText, message: detail } = error
  return new AssayError(code, userText, { cause: error, detail, fields: { archive: userText } })
}

function assertSize(bytes: number): void {
  if (bytes <= INTAKE_LIMITS.uploadBytes) return
  const [size, limit] = [formatBytes(bytes), formatBytes(INTAKE_LIMITS.uploadBytes)]
  const text = `The archive is too large (${size}, limit ${limit}). Leave out data, environments and history.`
  throw new AssayError('too-large', text)
}

/**
 * Lists an uploaded archive without taking its files, and hands back its bytes. What can be told at once is refused at
 * once, beside the form's field: no archive, damaged, encrypted, leading outside, without Python.
 */
export async function inspectArchive(archive: Blob): Promise<Buffer> {
  try {
    assertSize(archive.size)
    const bytes = Buffer.from(await archive.arrayBuffer())
    const listed = await archiveSource(bytes).list()
    const { chosen, skipped } = chooseFiles(listed.files)
    assertPython(
      [...chosen].map((path) => ({ path })),
      [...listed.skipped, ...skipped],
    )
    return bytes
  } catch (error) {
    throw forField(error)
  }
}
