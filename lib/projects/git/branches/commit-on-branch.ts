import 'server-only'
import { lstat, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AssayError } from '@/lib/domain/assay-error'
import { env } from '@/lib/env'
import { type GitStore, gitStore, gitText } from '../changes/git-store'
import { borrow } from '../changes/local-history'
import { readLocalRefs } from '../changes/read-local-refs'
import { type RunGit, runGit as runRealGit } from '../run-git'
import { adoptObjects, giveTo, makeFolder } from './adopt-objects'
import { openForWriting, refuse } from './open-for-writing'

export interface BranchCommit {
  /** the project's server path: the root of a git checkout */
  location: string
  /** commit that the branch begins at */
  base: string
  /** a new branch, such as `assay/fix-1` */
  branch: string
  path: string
  /** the file as it must stand in `base`, and as it is to become */
  before: string
  after: string
  message: string
  author: { name: string; email: string }
  /** a branch of this name that already holds exactly this counts as made; absent: it is refused */
  takesExisting?: boolean
}

/**
 * Commits one changed file to a new branch of a checkout on this server. What is checked out, its index, its other branches
 * and its configuration are neither touched nor obeyed: the commit is made in a repository of ours that borrows the
 * checkout's objects, its objects are brought over, and last the branch is written. Returns the commit. Throws
 * `invalid-input` where there is no plain git, `conflict` where it cannot be done, with the reason.
 */
export async function commitOnBranch(wanted: BranchCommit, runGit: RunGit = runRealGit): Promise<string> {
  const git = await openForWriting(wanted.location)
  const { refs } = await readLocalRefs(git)
  const name = `refs/heads/${wanted.branch}`
  const existing = refs.get(name)
  if (existing !== undefined && wanted.takesExisting !== true) throw refuse(isThere(wanted.branch))
  const parent = path.join(env().ASSAY_DATA, 'tmp')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, 'git-'))
  try {
    const store = gitStore(folder, runGit)
    await borrow(store, git, refs, wanted.base.length === 64)
    const commit = await makeCommit(store, wanted)
    if (existing !== undefined) {
      if (await isAlike(store, existing, commit)) return existing
      throw refuse(isThere(wanted.branch))
    }
    const made = await gitText(store, ['rev-list', '--objects', commit, `^${wanted.base}`])
    const hashes = made.split('\n').flatMap((line) => line.split(' ')[0] || [])
    await adoptObjects(path.join(folder, 'objects'), path.join(git, 'objects'), hashes)
    await writeRef(git, name, commit)
    return commit
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const isThere = (branch: string) => `The branch ${branch} is there already.`

/** True when both have the same tree, parents, author and message: only the time may differ. */
async function isAlike(store: GitStore, one: string, other: string): Promise<boolean> {
  const read = (commit: string) =>
    store.git(['show', '-s', '--no-show-signature', '--format=%T %P %an %ae%n%B', '--end-of-options', commit])
  const [first, second] = await Promise.all([read(one), read(other)])
  return first.exitCode === 0 && second.exitCode === 0 && first.stdout.equals(second.stdout)
}

async function makeCommit(store: GitStore, wanted: BranchCommit): Promise<string> {
  const { base, path: file, before, after, message, author } = wanted
  const listed = await store.git(['ls-tree', '-z', '--end-of-options', base, file])
  const [, mode, stands] = /^(100644|100755) blob ([0-9a-f]+)\t/.exec(listed.stdout.toString('utf8')) ?? []
  if (listed.exitCode !== 0 || mode === undefined)
    throw refuse(`${file} is not in commit ${base.slice(0, 12)} of this repository.`)
  if ((await hashOf(store, before)) !== stands)
    throw refuse(`${file} had changes that were not committed when it was read.`)
  await gitText(store, ['read-tree', base])
  await gitText(store, ['update-index', '--cacheinfo', `${mode},${await hashOf(store, after)},${file}`])
  const tree = (await gitText(store, ['write-tree'])).trim()
  const names = [
    `author.name=${author.name}`,
    `author.email=${author.email}`,
    'committer.name=Assay',
    'committer.email=assay@localhost',
    'i18n.commitEncoding=utf-8',
  ].flatMap((setting) => ['-c', setting])
  return (await gitText(store, [...names, 'commit-tree', tree, '-p', base], { stdin: message })).trim()
}

/** Writes the text as an object of ours; its hash. */
async function hashOf(store: GitStore, text: string): Promise<string> {
  return (await gitText(store, ['hash-object', '-w', '--stdin', '--no-filters'], { stdin: text })).trim()
}

/** Writes a branch that is not there yet. */
async function writeRef(git: string, name: string, commit: string): Promise<void> {
  const heads = path.join(git, 'refs', 'heads')
  const file = path.join(git, name)
  const folder = path.dirname(file)
  const found = await lstat(folder).catch(() => null)
  if (found !== null && !found.isDirectory())
    throw refuse(`A branch of the name ${path.basename(folder)} is in the way.`)
  await makeFolder(folder, heads)
  await writeFile(file, `${commit}\n`, { flag: 'wx' }).catch((error: unknown) => {
    throw new AssayError('conflict', 'This branch was made just now by somebody else. Try again.', {
      cause: error,
    })
  })
  await giveTo(file, heads)
}
