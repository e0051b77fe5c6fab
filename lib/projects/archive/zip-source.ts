import 'server-only'
import { buffer } from 'node:stream/consumers'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { AssayError } from '@/lib/domain/assay-error'
import type { SkippedFile } from '@/lib/domain/module'
import { isIgnoredPath, plainEntryPath, tooManyEntries } from '../collect/check-path'
import type { CollectedFile, FileSource, ListedFile } from '../collect/file-source'
import { INTAKE_LIMITS, SNAPSHOT_LIMITS } from '../collect/limits'

const FILE_TYPE_MASK = 0o170000
const REGULAR_FILE = 0o100000
const MADE_ON_UNIX = 3

/** What the entry would be on disk by its Unix mode; entries without one are plain files. */
function isSpecial(entry: Entry): boolean {
  if (entry.versionMadeBy >>> 8 !== MADE_ON_UNIX) return false
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK
  return type !== 0 && type !== REGULAR_FILE
}

function openZip(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: true, validateEntrySizes: true }
    fromBuffer(archive, options, (error, zip) => (error ? reject(error) : resolve(zip)))
  })
}

async function* entriesOf(
  zip: ZipFile,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ path: string; entry: Entry }> {
  if (zip.entryCount > INTAKE_LIMITS.entries) {
    throw tooManyEntries()
  }
  for await (const entry of zip.eachEntry()) {
    signal?.throwIfAborted()
    const path = plainEntryPath(entry.fileName)
    if (!entry.fileName.endsWith('/') && path !== '' && !isIgnoredPath(path)) yield { path, entry }
  }
}

/** The files of a zip archive, from its central directory; only what is chosen is unpacked. */
export function zipSource(archive: Buffer): FileSource {
  return {
    async list(signal) {
      const files: ListedFile[] = []
      const skipped: SkippedFile[] = []
      const zip = await openZip(archive)
      for await (const { path, entry } of entriesOf(zip, signal)) {
        if (isSpecial(entry)) skipped.push({ path, reason: 'link, or not a regular file' })
        else if (entry.isEncrypted()) {
          throw new AssayError('invalid-input', 'The archive is encrypted. Upload one without a password.')
        } else files.push({ path, bytes: entry.uncompressedSize })
      }
      return { files, skipped }
    },
    async read(paths, signal) {
      const files = new Map<string, CollectedFile>()
      const zip = await openZip(archive)
      for await (const { path, entry } of entriesOf(zip, signal)) {
        if (!paths.has(path) || isSpecial(entry) || entry.uncompressedSize > SNAPSHOT_LIMITS.fileBytes)
          continue
        // The library fails the stream as soon as it yields more than the size that was listed.
        const content = await buffer(await zip.openReadStreamPromise(entry))
        files.set(path, { path, content })
      }
      return [...files.values()]
    },
  }
}
