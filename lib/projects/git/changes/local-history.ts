import 'server-only'
import { lstat, mkdir, readdir, realpath, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AssayError } from '@/lib/domain/assay-error'
import { splitSteps } from '@/lib/domain/git-refs'
import type { RunGit } from '../run-git'
import { checkRef, refuseRef } from './check-ref'
import { commitsOf, mergeBaseOf } from './commits-of'
import type { GitHistory } from './git-history'
import { type GitStore, gitStore, gitText } from './git-store'
import { findRef, listRefRows, type Refs } from './name-refs'
import { readGitChanges } from './read-git-changes'
import { readLocalRefs, readPlainFile } from './read-local-refs'

/** A project that has no git to be read, in words for the person. */
export function noGit(why: string): AssayError {
  return new AssayError('invalid-input', `${why} Paste the diff instead.`)
}

async function isFolder(place: string): Promise<boolean> {
  const found = await lstat(place).catch(() => null)
  return found?.isDirectory() === true
}

/** True when an entry of the folder is a link: what it leads to may lie beyond the allowed folders. */
async function holdsLinks(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.some((entry) => entry.isSymbolicLink())
}

/** The `.git` folder of an allowed server path. Refuses what would let it read beyond that path. */
export async function gitFolderOf(folder: string): Promise<string> {
  const git = path.join(folder, '.git')
  const objects = path.join(git, 'objects')
  if (!(await isFolder(git)) || !(await isFolder(objects)) || !(await isFolder(path.join(git, 'refs')))) {
    throw noGit('This folder holds no plain git repository of its own.')
  }
  if ((await realpath(objects)) !== objects || /["\n]/.test(objects))
    throw noGit('Its git folder leads elsewhere.')
  for (const place of [objects, path.join(objects, 'pack'), path.join(objects, 'info')]) {
    if (await holdsLinks(place)) throw noGit('Its git folder leads elsewhere.')
  }
  if ((await lstat(path.join(objects, 'info', 'alternates')).catch(() => null)) !== null) {
    throw noGit('Its git borrows objects from another repository, which may lie beyond the allowed folders.')
  }
  return git
}

/** A bare repository of ours that borrows the folder's objects and knows its names: no configuration of it applies. */
export async function borrow(store: GitStore, git: string, refs: Refs, isSha256: boolean): Promise<void> {
  const format = isSha256 ? ['--object-format=sha256'] : []
  await gitText(store, ['init', '--quiet', '--bare', '--template=', ...format, '.'])
  await mkdir(path.join(store.folder, 'objects', 'info'), { recursive: true })
  await writeFile(path.join(store.folder, 'objects', 'info', 'alternates'), `${path.join(git, 'objects')}\n`)
  const rows = [...refs]
    .filter(([name]) => name.startsWith('refs/'))
    .map(([name, hash]) => `${hash} ${name}\n`)
  await writeFile(path.join(store.folder, 'packed-refs'), rows.sort().join(''))
  const shallow = await readPlainFile(path.join(git, 'shallow'))
  if (shallow !== null && /^([0-9a-f]{40,64}\n)+$/.test(shallow)) {
    await writeFile(path.join(store.folder, 'shallow'), shallow)
  }
}

/** The branch that others are meant for: that of the remote, else main or master, else the one checked out. */
async function defaultBranchOf(git: string, refs: Refs, head: string | null): Promise<string | null> {
  const pointer = await readPlainFile(path.join(git, 'refs/remotes/origin/HEAD'))
  const remote = /^ref: refs\/remotes\/origin\/(\S+)$/.exec(pointer?.trim() ?? '')?.[1]
  const named = remote === undefined ? [] : [`refs/heads/${remote}`, `refs/remotes/origin/${remote}`]
  const usual = [...named, 'refs/heads/main', 'refs/heads/master', head ?? '', 'HEAD']
  return usual.find((name) => refs.has(name)) ?? null
}

/** The history of a checkout on this server, read in `folder`, an empty one of ours. `root`: the allowed, real path. */
export async function localHistory(folder: string, root: string, runGit: RunGit): Promise<GitHistory> {
  const git = await gitFolderOf(root)
  const { refs, head } = await readLocalRefs(git)
  const store = gitStore(folder, runGit)
  const [known = ''] = refs.values()
  await borrow(store, git, refs, known.length === 64)
  const defaultRef = await defaultBranchOf(git, refs, head)
  const shortName = (ref: string | null) => ref?.replace(/^refs\/(heads|remotes)\//, '') ?? null

  async function commitOf(hashOrAbbreviation: string): Promise<string | null> {
    const asked = `${hashOrAbbreviation}^{commit}`
    const { exitCode, stdout } = await store.git([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      asked,
    ])
    // Printed back as it was asked by some versions, option and all.
    return exitCode === 0 ? (stdout.toString('latin1').trim().split('\n').at(-1) ?? null) : null
  }

  return {
    async listRefs() {
      const { rows, isCapped } = listRefRows(refs)
      return { refs: rows, defaultBranch: shortName(defaultRef), isCapped }
    },
    async listCommits(ref, limit) {
      const start = ref === null ? defaultRef : (findRef(refs, ref) ?? ref)
      const commit = start === null ? null : await commitOf(refs.get(start) ?? start)
      return commit === null ? [] : commitsOf(store, commit, limit)
    },
    async resolve(ref, field) {
      const { name, steps } = splitSteps(ref)
      const named = findRef(refs, name)
      const hash = named === null ? null : refs.get(named)
      const commit = await commitOf(`${hash ?? checkRef(name, field)}${steps}`)
      if (commit !== null) return commit
      throw refuseRef(field, `This repository has no branch, tag or commit “${ref.slice(0, 80)}”.`)
    },
    mergeBase: (one, other) => mergeBaseOf(store, one, other),
    changes: (base, head) => readGitChanges(store, base, head),
  }
}
