import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => null,
  )
}

function packedCommit(packed: string | null, ref: string): string | null {
  const row = packed?.split('\n').find((line) => line.endsWith(` ${ref}`))
  return row?.split(' ')[0] ?? null
}

/**
 * Commit and branch of a checkout, read from its files: running git in a folder of someone else's would obey that
 * folder's configuration. Nulls where there is no plain `.git` folder.
 */
export async function readGitHead(folder: string): Promise<{ commit: string | null; ref: string | null }> {
  const git = path.join(folder, '.git')
  const head = await textOf(path.join(git, 'HEAD'))
  if (head === null) return { commit: null, ref: null }
  if (COMMIT.test(head)) return { commit: head, ref: null }
  const ref = /^ref: (refs\/heads\/[\w./-]+)$/.exec(head)?.[1]
  if (ref === undefined || ref.includes('..')) return { commit: null, ref: null }
  const commit =
    (await textOf(path.join(git, ref))) ?? packedCommit(await textOf(path.join(git, 'packed-refs')), ref)
  return {
    commit: commit !== null && COMMIT.test(commit) ? commit : null,
    ref: ref.slice('refs/heads/'.length),
  }
}
