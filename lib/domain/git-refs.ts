import { z } from 'zod'

/** Names of a project's git, for people to choose from. */

export const RefKind = z.enum(['branch', 'tag', 'pull-request'])
export type RefKind = z.infer<typeof RefKind>

export const RefRow = z.object({
  kind: RefKind,
  /** as people know it: `main`, `v1.2`, `#7` */
  name: z.string(),
  commit: z.string(),
})
export type RefRow = z.infer<typeof RefRow>

export const CommitRow = z.object({
  commit: z.string(),
  subject: z.string(),
  author: z.string(),
  /** ISO 8601 */
  at: z.string(),
})
export type CommitRow = z.infer<typeof CommitRow>

/** What the project's git has to choose from; null where it has none. */
export const GitRefs = z.object({
  /** why nothing can be chosen: no git, not reachable; null: it can */
  unavailable: z.string().nullable(),
  defaultBranch: z.string().nullable(),
  refs: z.array(RefRow),
  /** newest first, of the default branch */
  commits: z.array(CommitRow),
  /** more names than are listed; any can be typed */
  isCapped: z.boolean(),
})
export type GitRefs = z.infer<typeof GitRefs>

/** Names of pull requests as hosts keep them: `#7`, `!7`, `7` or a ref of their own. */
export function pullRequestNumber(ref: string): number | null {
  const [, digits] =
    /^(?:[#!]|refs\/pull\/|refs\/merge-requests\/)?(\d{1,9})(?:\/(?:head|merge))?$/.exec(ref.trim()) ?? []
  return digits === undefined ? null : Number(digits)
}

/** A name and the steps back from it, as git writes them: `HEAD~6`, `v1^`. No steps: an empty text. */
export function splitSteps(ref: string): { name: string; steps: string } {
  const [, name = ref.trim(), steps = ''] = /^([^~^]+)((?:~\d{0,4}|\^\d?){0,20})$/.exec(ref.trim()) ?? []
  return { name, steps }
}
