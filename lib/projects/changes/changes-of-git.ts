import 'server-only'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { ChangesTarget } from '@/lib/domain/code-diff'
import { pullRequestNumber } from '@/lib/domain/git-refs'
import type { GitHistory } from '../git/changes/git-history'
import type { GitChange } from '../git/changes/read-git-changes'
import { withGitHistory } from '../git/changes/with-git-history'
import type { GitOutside } from '../git/collect-git'

/** Two states and what lies between them. */
export interface ReadChanges {
  title: string
  base: string
  head: string
  changes: GitChange[]
}

type GitTarget = Extract<ChangesTarget, { kind: 'range' | 'pull-request' }>

const isHash = (ref: string) => /^[0-9a-f]{12,64}$/.test(ref)
/** A name as a title has it: hashes are cut to what people recognise. */
const shown = (ref: string) => (isHash(ref.trim()) ? ref.trim().slice(0, 10) : ref.trim())

/** What a person's words mean right now: commits. Of a branch, `from` is the tip of the one it is meant for. */
export interface NamedCommits {
  title: string
  from: string
  head: string
}

async function commitsNamed(history: GitHistory, target: GitTarget): Promise<NamedCommits> {
  if (target.kind === 'range') {
    const [from, head] = [
      await history.resolve(target.from, 'changes.from'),
      await history.resolve(target.to, 'changes.to'),
    ]
    return { title: `${shown(target.from)}…${shown(target.to)}`, from, head }
  }
  const { ref, into } = target
  const head = await history.resolve(ref, 'changes.ref')
  const branch = into ?? (await history.listRefs()).defaultBranch
  if (branch === null) {
    const text = 'This repository has no default branch. Say which branch it is meant for.'
    throw new AssayError('invalid-input', text, { fields: { 'changes.into': text } })
  }
  const from = await history.resolve(branch, 'changes.into')
  const number = pullRequestNumber(ref)
  return { title: `${number === null ? shown(ref) : `#${number}`} into ${shown(branch)}`, from, head }
}

/** The state that is compared: of a branch, where it left the one that it is meant for. */
async function baseOf(history: GitHistory, target: GitTarget, { from, head }: NamedCommits): Promise<string> {
  if (target.kind === 'range') return from
  const base = await history.mergeBase(from, head)
  if (base !== null) return base
  const branch = target.into === undefined ? 'the default branch' : shown(target.into)
  const text = `${shown(target.ref)} and ${branch} have no commit in common. Compare them as a range.`
  throw new AssayError('invalid-input', text, { fields: { 'changes.ref': text } })
}

/**
 * What changed between two commits of a project's git, or since a branch left the one it is meant for. Names are looked up
 * every time, which is cheap; `once` may keep what `read` gives for the commits that they mean, as that never changes.
 */
export function changesOfGit<T>(
  project: ProjectRecord,
  target: GitTarget,
  outside: GitOutside,
  once: (named: NamedCommits, read: () => Promise<ReadChanges>) => Promise<T>,
): Promise<T> {
  return withGitHistory(
    project,
    async (history) => {
      const named = await commitsNamed(history, target)
      return once(named, async () => {
        const { title, head } = named
        const base = await baseOf(history, target, named)
        return { title, base, head, changes: base === head ? [] : await history.changes(base, head) }
      })
    },
    outside,
  )
}
