import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { DIFF_LIMITS } from '../../changes/diff-limits'
import { isIgnoredPath } from '../../collect/check-path'
import { describeGitFailure } from '../describe-git-failure'
import type { GitStore } from './git-store'

/** One side of a changed file: its content, or why there is none to be had. */
export type GitSide = { content: Buffer } | { leftOut: string } | null

export interface GitChange {
  path: string
  /** where it was, when that is elsewhere */
  oldPath: string | null
  before: GitSide
  after: GitSide
}

interface Side {
  mode: string
  hash: string
}
interface Entry {
  path: string
  oldPath: string | null
  before: Side | null
  after: Side | null
}

const NO_HASH = /^0+$/
const MAX_LIST_BYTES = 8 * 1024 * 1024
const SUBMODULE = '160000'
const LINK = '120000'

/** Stops git when it lists more than anybody reviews: a few nested trees can stand for billions of files. */
function countEntries(): (chunk: Buffer) => void {
  let names = 0
  return (chunk) => {
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, at + 1)) names += 1
    // Two to three names a file: its facts, where it was, where it is.
    if (names > DIFF_LIMITS.files * 30) throw tooManyFiles()
  }
}

/** The refusal of more changed files than a diff may have. */
export function tooManyFiles(): AssayError {
  const text = `More than ${DIFF_LIMITS.files} files changed. Choose commits that are closer together, or review modules.`
  return new AssayError('too-large', text)
}

/** Reads the raw form of `git diff-tree -z`: facts, path and, of a moved file, the new path, each with a NUL behind it. */
function parseEntries(raw: string): Entry[] {
  const parts = raw.split('\0')
  const entries: Entry[] = []
  for (let at = 0; at < parts.length - 1; ) {
    const [, oldMode, newMode, oldHash, newHash, status] =
      /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(parts[at] ?? '') ?? []
    const first = parts[at + 1]
    if (!oldMode || !newMode || !oldHash || !newHash || !status || !first) {
      throw new Error(`git diff-tree wrote what is not understood: ${parts[at]?.slice(0, 100)}`)
    }
    const moved = status === 'R' || status === 'C'
    const path = moved ? parts[at + 2] : first
    if (!path) throw new Error('git diff-tree named no path')
    at += moved ? 3 : 2
    entries.push({
      path,
      oldPath: moved ? first : null,
      before: NO_HASH.test(oldHash) ? null : { mode: oldMode, hash: oldHash },
      after: NO_HASH.test(newHash) ? null : { mode: newMode, hash: newHash },
    })
  }
  return entries
}

function problemOf(side: Side): string | null {
  if (side.mode === SUBMODULE) return 'submodule'
  return side.mode === LINK ? 'symbolic link' : null
}

/** Sizes by hash of blobs; one that is missing has none. */
async function readSizes(store: GitStore, hashes: string[]): Promise<Map<string, number>> {
  const { stdout } = await store.git(['cat-file', '--batch-check'], { stdin: `${hashes.join('\n')}\n` })
  const rows = stdout.toString('latin1').split('\n')
  return new Map(
    rows.flatMap((row) => {
      const [, hash, bytes] = /^([0-9a-f]+) blob (\d+)$/.exec(row) ?? []
      return hash && bytes ? [[hash, Number(bytes)] as const] : []
    }),
  )
}

/** Contents by hash: `<hash> blob <size>\n<content>\n …` taken apart. */
async function readContents(store: GitStore, hashes: string[]): Promise<Map<string, Buffer>> {
  const maxStdoutBytes = DIFF_LIMITS.totalBytes + hashes.length * 128
  const result = await store.git(['cat-file', '--batch'], { stdin: `${hashes.join('\n')}\n`, maxStdoutBytes })
  if (result.exitCode !== 0) throw describeGitFailure(result)
  const { stdout } = result
  const found = new Map<string, Buffer>()
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(10, at)
    const [hash, , size] = stdout.subarray(at, end).toString('latin1').split(' ')
    const bytes = Number(size)
    if (end === -1 || hash === undefined || !Number.isSafeInteger(bytes))
      throw new Error('git cat-file wrote what is not understood')
    found.set(hash, Buffer.from(stdout.subarray(end + 1, end + 1 + bytes)))
    at = end + 1 + bytes + 1
  }
  return found
}

/** What changed between two commits of the store, by path, with the contents of both sides within the limits. */
export async function readGitChanges(store: GitStore, base: string, head: string): Promise<GitChange[]> {
  const compare = [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--full-index',
    '-M',
    '-l400',
    '--no-ext-diff',
    '--no-textconv',
  ]
  const listed = await store.git([...compare, base, head, '--'], {
    maxStdoutBytes: MAX_LIST_BYTES,
    onStdout: countEntries(),
  })
  if (listed.exitCode !== 0) throw describeGitFailure(listed)
  const entries = parseEntries(listed.stdout.toString('utf8')).filter(({ path }) => !isIgnoredPath(path))
  if (entries.length > DIFF_LIMITS.files) throw tooManyFiles()
  const wanted = entries.flatMap(({ before, after }) =>
    [before, after].flatMap((side) => (side === null || problemOf(side) !== null ? [] : side.hash)),
  )
  const sizes = await readSizes(store, [...new Set(wanted)])
  const small = [...sizes].filter(([, bytes]) => bytes <= DIFF_LIMITS.fileBytes)
  if (small.reduce((sum, [, bytes]) => sum + bytes, 0) > DIFF_LIMITS.totalBytes) {
    const text = 'The changed files are more than 16 MiB. Choose commits that are closer together.'
    throw new AssayError('too-large', text)
  }
  const contents = await readContents(
    store,
    small.map(([hash]) => hash),
  )
  const sideOf = (side: Side | null): GitSide => {
    if (side === null) return null
    const content = contents.get(side.hash)
    const problem = problemOf(side) ?? (sizes.has(side.hash) ? 'larger than 1 MiB' : 'not in this repository')
    return content === undefined ? { leftOut: problem } : { content }
  }
  return entries
    .map(({ path, oldPath, before, after }) => ({
      path,
      oldPath,
      before: sideOf(before),
      after: sideOf(after),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
