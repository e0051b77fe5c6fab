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

async function statesOf(history: GitHistory, target: GitTarget): Promise<Omit<ReadChanges, 'changes'>> {
  if (target.kind === 'range') {
    const [base, head] = [
      await history.resolve(target.from, 'changes.from'),
      await history.resolve(target.to, 'changes.to'),
    ]
    return { title: `${shown(target.from)}…${shown(target.to)}`, base, head }
  }
  const { ref, into } = target
  const head = await history.resolve(ref, 'changes.ref')
  const branch = into ?? (await history.listRefs()).defaultBranch
  if (branch === null) {
    const text = 'This repository has no default branch. Say which branch it is meant for.'
    throw new AssayError('invalid-input', text, { fields: { 'changes.into': text } })
  }
  const targetCommit = await history.resolve(branch, 'changes.into')
  const base = await history.mergeBase(targetCommit, head)
  if (base === null) {
    const text = `${shown(ref)} and ${shown(branch)} have no commit in common. Compare them as a range.`
    throw new AssayError('invalid-input', text, { fields: { 'changes.ref': text } })
  }
  const number = pullRequestNumber(ref)
  return { title: `${number === null ? shown(ref) : `#${number}`} into ${shown(branch)}`, base, head }
}

/** What changed between two commits of a project's git, or since a branch left the one it is meant for. */
export function changesOfGit(
  project: ProjectRecord,
  target: GitTarget,
  outside: GitOutside,
): Promise<ReadChanges> {
  return withGitHistory(
    project,
    async (history) => {
      const states = await statesOf(history, target)
      const { seen } = target
      if (seen !== undefined && (seen.base !== states.base || seen.head !== states.head)) {
        const text = 'There are other commits than those you looked at. Look at the changes again.'
        throw new AssayError('conflict', text)
      }
      const changes = states.base === states.head ? [] : await history.changes(states.base, states.head)
      return { ...states, changes }
    },
    outside,
  )
}
