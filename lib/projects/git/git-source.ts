import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { SkippedFile } from '@/lib/domain/module'
import { isIgnoredPath } from '../collect/check-path'
import type { CollectedFile, FileSource, ListedFile } from '../collect/file-source'
import { INTAKE_LIMITS, SNAPSHOT_LIMITS } from '../collect/limits'
import type { GitRequest, RunGit } from './run-git'

const READ_TIMEOUT_MS = 60_000
/** 50,000 entries with paths of some 600 bytes */
const MAX_LIST_BYTES = 32 * 1024 * 1024
/** hash, type and size that stand before each content */
const MAX_HEADER_BYTES = 128
const MAX_READ_BYTES = SNAPSHOT_LIMITS.totalBytes + SNAPSHOT_LIMITS.files * MAX_HEADER_BYTES

function tooLarge(text: string): AssayError {
  return new AssayError('too-large', text, { fields: { url: text } })
}

const tooManyFiles = () =>
  tooLarge(
    `The repository lists more than ${INTAKE_LIMITS.entries} files. Upload an archive of the part you need.`,
  )

/** Counts rows while git lists: a few nested trees can stand for billions of files, so the list has no end of its own. */
function countEntries(): (chunk: Buffer) => void {
  let entries = 0
  return (chunk) => {
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, at + 1)) entries += 1
    if (entries > INTAKE_LIMITS.entries) throw tooManyFiles()
  }
}

interface TreeEntry {
  mode: string
  hash: string
  bytes: number
  path: string
}

function parseTree(stdout: Buffer): TreeEntry[] {
  const rows = stdout.toString('utf8').split('\0')
  return rows.flatMap((row) => {
    const match = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(row)
    const [, mode, hash, bytes, path] = match ?? []
    return mode && hash && bytes && path ? [{ mode, hash, bytes: Number(bytes), path }] : []
  })
}

/** Takes `<hash> blob <size>\n<content>\n …` apart, in the order of the paths asked for. */
function parseBatch(stdout: Buffer, paths: string[]): CollectedFile[] {
  let at = 0
  return paths.map((path) => {
    const end = stdout.indexOf(10, at)
    const bytes = Number(stdout.subarray(at, end).toString('latin1').split(' ')[2])
    if (!Number.isSafeInteger(bytes)) throw new Error(`git cat-file did not give ${path}`)
    const content = Buffer.from(stdout.subarray(end + 1, end + 1 + bytes))
    at = end + 1 + bytes + 1
    return { path, content }
  })
}

/** The files of a commit, read from git's own store: nothing is checked out, so no link, filter or hook can act. */
export function gitSource(folder: string, commit: string, runGit: RunGit): FileSource {
  const hashByPath = new Map<string, string>()
  const git = async (args: string[], bounds: Pick<GitRequest, 'stdin' | 'maxStdoutBytes' | 'onStdout'>) => {
    const result = await runGit({ folder, args, timeoutMs: READ_TIMEOUT_MS, ...bounds })
    if (result.overflowed) throw tooManyFiles()
    if (result.timedOut) {
      throw tooLarge(
        `Reading the repository did not end within ${READ_TIMEOUT_MS / 1000} s. Upload an archive of the part you need.`,
      )
    }
    if (result.exitCode !== 0) throw new Error(`git ${args[0]} failed: ${result.stderr.slice(-500)}`)
    return result.stdout
  }
  return {
    async list() {
      const files: ListedFile[] = []
      const skipped: SkippedFile[] = []
      const bounds = { maxStdoutBytes: MAX_LIST_BYTES, onStdout: countEntries() }
      const listing = await git(['ls-tree', '-r', '-l', '-z', commit], bounds)
      for (const { mode, hash, bytes, path } of parseTree(listing)) {
        if (isIgnoredPath(path)) continue
        if (mode === '160000') skipped.push({ path, reason: 'submodule' })
        else if (mode === '120000') skipped.push({ path, reason: 'symbolic link' })
        else {
          hashByPath.set(path, hash)
          files.push({ path, bytes })
        }
      }
      return { files, skipped }
    },
    async read(paths) {
      const wanted = [...paths].filter((path) => hashByPath.has(path))
      const hashes = wanted.map((path) => hashByPath.get(path)).join('\n')
      const bounds = { stdin: `${hashes}\n`, maxStdoutBytes: MAX_READ_BYTES }
      const files = parseBatch(await git(['cat-file', '--batch'], bounds), wanted)
      return files.filter((file) => file.content.length <= SNAPSHOT_LIMITS.fileBytes)
    },
  }
}
