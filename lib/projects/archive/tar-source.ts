import 'server-only'
import { Readable, type Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { AssayError } from '@/lib/domain/assay-error'
import type { SkippedFile } from '@/lib/domain/module'
import { formatBytes } from '@/lib/format/format-bytes'
import { isIgnoredPath, plainEntryPath, tooManyEntries } from '../collect/check-path'
import type { CollectedFile, FileSource, ListedFile } from '../collect/file-source'
import { INTAKE_LIMITS, SNAPSHOT_LIMITS } from '../collect/limits'

const PIECE_BYTES = 256 * 1024

function isGzip(archive: Buffer): boolean {
  return archive[0] === 0x1f && archive[1] === 0x8b
}

/** The unpacked bytes piece by piece; stops a decompression bomb at the limit instead of at the end of memory. */
async function* unpacked(archive: Buffer): AsyncGenerator<Buffer> {
  const pieces = Readable.from(
    (function* () {
      for (let at = 0; at < archive.length; at += PIECE_BYTES) yield archive.subarray(at, at + PIECE_BYTES)
    })(),
  )
  const source: Readable | Transform = isGzip(archive) ? pieces.pipe(createGunzip()) : pieces
  let bytes = 0
  for await (const piece of source) {
    // The parser would unpack it once more, past our count.
    if (bytes === 0 && isGzip(piece))
      throw new AssayError('invalid-input', 'The archive is packed twice. Unpack it once and upload that.')
    bytes += piece.length
    if (bytes > INTAKE_LIMITS.unpackedBytes) {
      const limit = formatBytes(INTAKE_LIMITS.unpackedBytes)
      throw new AssayError(
        'too-large',
        `The archive unpacks to more than ${limit}. Upload the source files alone.`,
      )
    }
    yield piece
  }
}

/** Feeds the archive to the parser; `onEntry` must resume or read each entry. The first error of either ends it. */
async function parse(
  archive: Buffer,
  signal: AbortSignal | undefined,
  onEntry: (entry: ReadEntry) => void,
): Promise<void> {
  let failure: unknown
  let entries = 0
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      entries += 1
      try {
        if (failure !== undefined) throw failure
        if (entries > INTAKE_LIMITS.entries) {
          throw tooManyEntries()
        }
        onEntry(entry)
      } catch (error) {
        failure ??= error
        entry.resume()
      }
    },
  })
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
  })
  done.catch((error: unknown) => {
    failure ??= error
  })
  let atEnd = false
  parser.on('eof', () => {
    atEnd = true
  })
  for await (const piece of unpacked(archive)) {
    signal?.throwIfAborted()
    if (failure !== undefined) throw failure
    if (atEnd) break // what follows the archive's end mark is padding, however much of it there is
    if (!parser.write(piece)) await new Promise((resolve) => setImmediate(resolve))
  }
  parser.end()
  await done
  if (failure !== undefined) throw failure
}

const isFile = (entry: ReadEntry) => ['File', 'OldFile', 'ContiguousFile'].includes(entry.type)

const linkOrSpecial = ({ type }: ReadEntry) => (/Link$/.test(type) ? 'link' : 'not a regular file')

/** The files of a tar or tar.gz archive: read through once to list, once to read what was chosen. */
export function tarSource(archive: Buffer): FileSource {
  return {
    async list(signal) {
      const files = new Map<string, ListedFile>()
      const skipped: SkippedFile[] = []
      await parse(archive, signal, (entry) => {
        const path = plainEntryPath(entry.path)
        if (path !== '' && entry.type !== 'Directory' && !isIgnoredPath(path)) {
          if (isFile(entry)) files.set(path, { path, bytes: entry.size })
          else skipped.push({ path, reason: linkOrSpecial(entry) })
        }
        entry.resume()
      })
      return { files: [...files.values()], skipped }
    },
    async read(paths, signal) {
      const files = new Map<string, CollectedFile>()
      await parse(archive, signal, (entry) => {
        const path = plainEntryPath(entry.path)
        if (!paths.has(path) || !isFile(entry) || entry.size > SNAPSHOT_LIMITS.fileBytes) {
          entry.resume()
          return
        }
        const pieces: Buffer[] = []
        entry.on('data', (piece) => pieces.push(piece))
        entry.on('end', () => files.set(path, { path, content: Buffer.concat(pieces) }))
      })
      return [...files.values()]
    },
  }
}
