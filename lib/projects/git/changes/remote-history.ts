import 'server-only'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { splitSteps } from '@/lib/domain/git-refs'
import type { GitUrl } from '../check-git-url'
import type { RunGit } from '../run-git'
import { checkRef, refuseRef } from './check-ref'
import { commitsOf, mergeBaseOf } from './commits-of'
import type { GitHistory } from './git-history'
import { type GitStore, gitStore, gitText } from './git-store'
import { findRef, listRefRows, type Refs } from './name-refs'
import { readGitChanges } from './read-git-changes'

const WHOLE_HASH = /^[0-9a-f]{40}([0-9a-f]{24})?$/
const MAX_LIST_BYTES = 16 * 1024 * 1024
const LISTED = ['HEAD', 'refs/heads/*', 'refs/tags/*', 'refs/pull/*/head', 'refs/merge-requests/*/head']
const FETCH = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-commit-graph']

/** Reads `git ls-remote --symref`: an annotated tag counts as the commit that it names. */
function parseRemoteRefs(text: string): { refs: Refs; head: string | null } {
  const refs = new Map<string, string>()
  let head: string | null = null
  for (const row of text.split('\n')) {
    const [hash = '', name = ''] = row.split('\t')
    const branch = /^ref: (\S+)$/.exec(hash)?.[1]
    if (branch !== undefined && name === 'HEAD') head = branch
    else if (WHOLE_HASH.test(hash)) refs.set(name.replace(/\^\{\}$/, ''), hash)
  }
  return { refs, head }
}

/**
 * The history of a repository behind https, in `folder`, an empty one of ours: of each question only what it needs is
 * fetched, from the address that was checked. Blobs and history never come together: a large repository costs little.
 */
export function remoteHistory(
  folder: string,
  { url, address }: { url: GitUrl; address: string },
  runGit: RunGit,
): GitHistory {
  const pinned = address.includes(':') ? `[${address}]` : address
  const pin = [`http.curloptResolve=${url.host}:${url.port}:${pinned}`]

  /** One store for history without files, one for files without history: neither may offer the other's gaps. */
  async function makeStore(name: string): Promise<GitStore> {
    const store = gitStore(path.join(folder, name), runGit, pin)
    await mkdir(store.folder, { recursive: true })
    await gitText(store, ['init', '--quiet', '--bare', '--template=', '.'])
    return store
  }

  let listing: Promise<{ refs: Refs; head: string | null }> | null = null
  function listRemote() {
    listing ??= (async () => {
      const args = ['ls-remote', '--quiet', '--symref', '--', url.href, ...LISTED]
      return parseRemoteRefs(
        await gitText(gitStore(folder, runGit, pin), args, { maxStdoutBytes: MAX_LIST_BYTES }),
      )
    })()
    return listing
  }

  return {
    async listRefs() {
      const { refs, head } = await listRemote()
      const { rows, isCapped } = listRefRows(refs)
      return { refs: rows, defaultBranch: head?.replace('refs/heads/', '') ?? null, isCapped }
    },
    async listCommits(ref, limit) {
      const commit = await this.resolve(ref ?? 'HEAD', 'ref')
      const store = await makeStore(`newest-${commit}`)
      await gitText(store, [...FETCH, `--depth=${limit}`, '--filter=tree:0', '--', url.href, commit])
      return commitsOf(store, commit, limit)
    },
    async resolve(ref, field) {
      const name = ref.trim()
      const { refs } = await listRemote()
      const found = refs.get(findRef(refs, name) ?? '')
      if (found !== undefined) return found
      if (WHOLE_HASH.test(name)) return name
      const { steps } = splitSteps(name)
      if (steps !== '')
        throw refuseRef(
          field,
          `Steps back (${steps}) need a folder on this server. Write the whole commit instead.`,
        )
      checkRef(name, field)
      const isShort = /^[0-9a-f]{7,39}$/.test(name)
      throw refuseRef(
        field,
        isShort
          ? 'Write the whole commit, all of its 40 characters.'
          : `The repository has no branch, tag or pull request “${name.slice(0, 80)}”.`,
      )
    },
    async mergeBase(one, other) {
      const store = await makeStore('history')
      await gitText(store, [...FETCH, '--filter=tree:0', '--', url.href, one, other])
      return mergeBaseOf(store, one, other)
    },
    async changes(base, head) {
      const store = await makeStore('files')
      await gitText(store, [...FETCH, '--depth=1', '--', url.href, base, head])
      return readGitChanges(store, base, head)
    },
  }
}
