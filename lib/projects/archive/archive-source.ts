import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { leadsOutside } from '../collect/check-path'
import type { FileSource } from '../collect/file-source'
import { tarSource } from './tar-source'
import { zipSource } from './zip-source'

function isZip(archive: Buffer): boolean {
  return archive.subarray(0, 2).toString('latin1') === 'PK'
}

function isTar(archive: Buffer): boolean {
  const isGzip = archive[0] === 0x1f && archive[1] === 0x8b
  return isGzip || archive.subarray(257, 262).toString('latin1') === 'ustar'
}

/** Errors of the unpacking libraries, as what they mean to the person: the archive is damaged. */
async function readable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AssayError || signal?.aborted) throw error
    const detail = error instanceof Error ? error.message : String(error)
    const outside = /(?:invalid relative path|absolute path): (.*)/.exec(detail)?.[1]
    if (outside !== undefined) throw leadsOutside(outside, error)
    const text = 'The archive is damaged, or was cut off on its way. Pack it again and upload it anew.'
    throw new AssayError('invalid-input', text, { cause: error, detail })
  }
}

/** The one folder that everything lies in, as archives of a repository have it; '' when there is none. */
function wrapperOf(paths: string[]): string {
  const first = paths[0]?.split('/')[0]
  if (first === undefined) return ''
  const wrapper = `${first}/`
  const wraps = paths.every((path) => path.startsWith(wrapper)) && !paths.includes(`${wrapper}__init__.py`)
  return wraps ? wrapper : ''
}

/** The files of an uploaded zip, tar or tar.gz, told apart by content; a wrapping folder is taken off. */
export function archiveSource(archive: Buffer): FileSource {
  if (!isZip(archive) && !isTar(archive)) {
    const text =
      'This is not a zip or tar.gz archive. Pack the source folder as one of these and upload that.'
    throw new AssayError('invalid-input', text)
  }
  const inner = isZip(archive) ? zipSource(archive) : tarSource(archive)
  let wrapper = ''
  return {
    async list(signal) {
      const { files, skipped } = await readable(inner.list(signal), signal)
      wrapper = wrapperOf([...files, ...skipped].map((file) => file.path))
      const unwrap = <T extends { path: string }>(file: T): T => ({
        ...file,
        path: file.path.slice(wrapper.length),
      })
      return { files: files.map(unwrap), skipped: skipped.map(unwrap) }
    },
    async read(paths, signal) {
      const wrapped = new Set([...paths].map((path) => wrapper + path))
      const files = await readable(inner.read(wrapped, signal), signal)
      return files.map(({ path, content }) => ({ path: path.slice(wrapper.length), content }))
    },
  }
}
