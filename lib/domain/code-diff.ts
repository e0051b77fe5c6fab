import { z } from 'zod'

/** Changes of a project's files: what a launch asks for, and the facts it was resolved to. */

/** At most so many characters of a pasted diff are taken. */
export const MAX_DIFF_TEXT = 2_000_000

/** No name holds it, and no database takes it. */
const WITHOUT_NUL = /^[^\0]*$/
const Ref = z.string().trim().min(1, 'Name a branch, a tag or a commit.').max(200).regex(WITHOUT_NUL)
const SnapshotId = z.string().min(1).regex(WITHOUT_NUL)
/** Commits that a preview showed: a launch of anything else by now is refused. */
const Seen = z.object({ base: z.string(), head: z.string() })

/** Which changes a launch is about, as a person names them. */
export const ChangesTarget = z.discriminatedUnion('kind', [
  /** what changed in the project's git from one branch, tag or commit to another */
  z.object({ kind: z.literal('range'), from: Ref, to: Ref, seen: Seen.optional() }),
  /** a unified diff, applied to the project's snapshot */
  z.object({
    kind: z.literal('diff'),
    text: z
      .string()
      .refine((text) => text.trim() !== '', 'Paste a diff.')
      .refine((text) => text.length <= MAX_DIFF_TEXT, 'Paste a diff of at most 2,000,000 characters.'),
  }),
  /**
   * A branch or pull request compared with where it left its target: `ref` is its number, `refs/pull/7/head` or a branch;
   * `into` is the branch it is meant for, the default branch when left out.
   */
  z.object({ kind: z.literal('pull-request'), ref: Ref, into: Ref.optional(), seen: Seen.optional() }),
  /** what changed between two stored states of the project, with or without a git */
  z.object({ kind: z.literal('snapshots'), from: SnapshotId, to: SnapshotId.optional() }),
])
export type ChangesTarget = z.infer<typeof ChangesTarget>

/**
 * A stretch of changed lines without context, as in `diff -U0`. Lines are 1-based; where a side has no lines, its start is
 * the line before the change (0: the change is at the very top).
 */
export const DiffHunk = z.object({
  oldStart: z.number().int().min(0),
  oldLines: z.number().int().min(0),
  newStart: z.number().int().min(0),
  newLines: z.number().int().min(0),
})
export type DiffHunk = z.infer<typeof DiffHunk>

export const DiffFile = z.object({
  /** where it is now; of a removed file, where it was */
  path: z.string(),
  /** where it was, when that is elsewhere */
  oldPath: z.string().nullable(),
  /** null: it is new, or no text (see `textLeftOut`) */
  oldSource: z.string().nullable(),
  /** null: it was removed, or is no text */
  newSource: z.string().nullable(),
  hunks: z.array(DiffHunk),
  isPython: z.boolean(),
  change: z.enum(['added', 'removed', 'changed', 'moved']),
  /** why there are no texts of it: binary, too large …; null: there are */
  textLeftOut: z.string().nullable(),
})
export type DiffFile = z.infer<typeof DiffFile>

/** What a run of target kind `diff` is about: resolved at launch, never changed afterwards. Files by path. */
export const CodeDiff = z.object({
  kind: z.literal('diff'),
  /** like `main…fix/rounding` */
  title: z.string(),
  /** commit, snapshot id or sha256 of a text: the state before */
  base: z.string(),
  /** the state after */
  head: z.string(),
  files: z.array(DiffFile),
})
export type CodeDiff = z.infer<typeof CodeDiff>

/** A changed file in lists, without its text. */
export const DiffFileRow = DiffFile.omit({ oldSource: true, newSource: true, hunks: true }).extend({
  addedLines: z.number().int(),
  removedLines: z.number().int(),
})
export type DiffFileRow = z.infer<typeof DiffFileRow>

/** A diff in lists and previews. */
export const DiffSummary = CodeDiff.omit({ files: true }).extend({ files: z.array(DiffFileRow) })
export type DiffSummary = z.infer<typeof DiffSummary>

/** A diff without its texts. */
export function summarizeDiff({ files, ...diff }: CodeDiff): DiffSummary {
  return {
    ...diff,
    files: files.map(({ oldSource: _old, newSource: _new, hunks, ...file }) => ({
      ...file,
      addedLines: hunks.reduce((sum, hunk) => sum + hunk.newLines, 0),
      removedLines: hunks.reduce((sum, hunk) => sum + hunk.oldLines, 0),
    })),
  }
}

/** How much a diff changes; only text is counted. */
export function countDiff(files: readonly DiffFileRow[]): {
  files: number
  pythonFiles: number
  addedLines: number
  removedLines: number
} {
  return {
    files: files.length,
    pythonFiles: files.filter((file) => file.isPython && file.change !== 'removed').length,
    addedLines: files.reduce((sum, file) => sum + file.addedLines, 0),
    removedLines: files.reduce((sum, file) => sum + file.removedLines, 0),
  }
}
