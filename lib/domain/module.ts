import { z } from 'zod'
import { RunStatus, Verdict } from './words'

/** Where Python could not read a module: 1-based line, 0-based column. */
export const SyntaxErrorNote = z.object({
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
})
export type SyntaxErrorNote = z.infer<typeof SyntaxErrorNote>

/** A source file of a project's newest (or a named) snapshot, as the module browser lists it. */
export const ModuleRow = z.object({
  path: z.string(),
  /** dotted name as it is imported */
  name: z.string(),
  isTest: z.boolean(),
  lines: z.number().int(),
  codeLines: z.number().int(),
  functions: z.number().int(),
  classes: z.number().int(),
  branches: z.number().int(),
  /** public functions, methods, classes and the module itself: the n of `documentedShare` */
  publicSymbols: z.number().int(),
  /** share of public symbols with a docstring, 0..1; null when there is none */
  documentedShare: z.number().nullable(),
  /** false: the file is stored, but Python could not be run on it when it was imported */
  wasRead: z.boolean(),
  syntaxError: SyntaxErrorNote.nullable(),
  lastRun: z
    .object({
      id: z.string(),
      status: RunStatus,
      verdict: Verdict.nullable(),
      /** covered / all statements, 0..1; null when not measured */
      coveredShare: z.number().nullable(),
      createdAt: z.string(),
    })
    .nullable(),
  /** of the newest tests that were made and verified, whatever ran since; null: there are none */
  tests: z
    .object({
      /** covered / all statements, 0..1; null when not measured */
      coveredShare: z.number().nullable(),
    })
    .nullable(),
})
export type ModuleRow = z.infer<typeof ModuleRow>

/** Nothing but blank lines, comments and docstrings, such as most `__init__.py`: there is nothing to run. */
export function isEmpty(module: ModuleRow): boolean {
  return module.wasRead && module.syntaxError === null && module.codeLines === 0
}

/** Whether a choice of many takes the module: Python could read it and it has code. One by one, all can be chosen. */
export function isRunnable(module: ModuleRow): boolean {
  return module.wasRead && module.syntaxError === null && module.codeLines > 0
}

/** A file that is not in the snapshot, and why. */
export const SkippedFile = z.object({ path: z.string(), reason: z.string() })
export type SkippedFile = z.infer<typeof SkippedFile>

/** Stands for the files that a long list of files left out only counts: `{path: '…', reason: 'and 201 more files'}`. */
export const MORE_SKIPPED = '…'

/** How many files a list of files left out stands for. */
export function countSkipped(skipped: readonly SkippedFile[]): number {
  const more = skipped.find(({ path }) => path === MORE_SKIPPED)
  const counted = /\d+/.exec(more?.reason ?? '')
  return counted === null ? skipped.length : skipped.length - 1 + Number(counted[0])
}

/** One state of a project's files. Times are ISO 8601 UTC. */
export const SnapshotRow = z.object({
  id: z.string(),
  commit: z.string().nullable(),
  ref: z.string().nullable(),
  contentHash: z.string(),
  fileCount: z.number().int(),
  moduleCount: z.number().int(),
  totalBytes: z.number().int(),
  skipped: z.array(SkippedFile),
  createdAt: z.string(),
})
export type SnapshotRow = z.infer<typeof SnapshotRow>

/** What an import hands back. `notices`: what the person should know although it worked. */
export const ImportResult = z.object({
  projectId: z.string(),
  slug: z.string(),
  snapshotId: z.string(),
  /** false: the files were the same as before */
  isNewSnapshot: z.boolean(),
  fileCount: z.number().int(),
  moduleCount: z.number().int(),
  syntaxErrors: z.number().int(),
  skipped: z.number().int(),
  notices: z.array(z.string()),
})
export type ImportResult = z.infer<typeof ImportResult>
