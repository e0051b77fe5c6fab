import 'server-only'
import type { SkippedFile } from '@/lib/domain/module'
import { isIgnoredPath } from '../collect/check-path'
import type { CollectedFile, FileSource, ListedFile } from '../collect/file-source'
import { SNAPSHOT_LIMITS } from '../collect/limits'
import type { RunGit } from './run-git'

const READ_TIMEOUT_MS = 60_000

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
  const git = async (args: string[], stdin?: string) => {
    const result = await runGit({ folder, args, stdin, timeoutMs: READ_TIMEOUT_MS })
    if (result.exitCode !== 0) throw new Error(`git ${args[0]} failed: ${result.stderr.slice(-500)}`)
    return result.stdout
  }
  return {
    async list() {
      const files: ListedFile[] = []
      const skipped: SkippedFile[] = []
      for (const { mode, hash, bytes, path } of parseTree(await git(['ls-tree', '-r', '-l', '-z', commit]))) {
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
      const files = parseBatch(await git(['cat-file', '--batch'], `${hashes}\n`), wanted)
      return files.filter((file) => file.content.length <= SNAPSHOT_LIMITS.fileBytes)
    },
  }
}
