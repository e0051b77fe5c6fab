import 'server-only'
import type { CommitRow, RefRow } from '@/lib/domain/git-refs'
import type { GitChange } from './read-git-changes'

/** The commits of a project, wherever its git stands. Every name is checked before it reaches git. */
export interface GitHistory {
  /** Branches, tags and pull requests with their commits. */
  listRefs(): Promise<{ refs: RefRow[]; defaultBranch: string | null; isCapped: boolean }>
  /** Newest first; `ref`: null for the default branch. */
  listCommits(ref: string | null, limit: number): Promise<CommitRow[]>
  /** The commit of a branch, tag, pull request or commit. Throws `invalid-input` with the field's text. */
  resolve(ref: string, field: string): Promise<string>
  /** Where two lines of development parted; null: they have nothing in common. */
  mergeBase(one: string, other: string): Promise<string | null>
  /** What changed between two resolved commits. */
  changes(base: string, head: string): Promise<GitChange[]>
}
