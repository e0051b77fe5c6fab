import { z } from 'zod'
import { ImportResult } from './module'

/** What an import is at: waiting for a worker, getting the files, reading the modules, storing all of it. */
export const ImportPhase = z.enum(['queued', 'fetching', 'unpacking', 'copying', 'reading', 'saving'])
export type ImportPhase = z.infer<typeof ImportPhase>

/** The newest import of a project's files from its source, under way or how it ended. */
export const ImportState = z.object({
  id: z.string(),
  status: z.enum(['running', 'done', 'failed', 'cancelled']),
  phase: ImportPhase,
  /** how many of `total` modules were read; both 0 where nothing is counted */
  done: z.number().int(),
  total: z.number().int(),
  /** why it failed and what to do; null: it did not */
  errorText: z.string().nullable(),
  /** what it brought; null: nothing (yet) */
  result: ImportResult.pick({
    isNewSnapshot: true,
    fileCount: true,
    moduleCount: true,
    notices: true,
  }).nullable(),
  startedAt: z.string(),
})
export type ImportState = z.infer<typeof ImportState>

/** What adding a project comes to: it is there, its files are on their way, or its source was added before. */
export const AddedProject = z.discriminatedUnion('outcome', [
  ImportResult.extend({ outcome: z.literal('added') }),
  z.object({
    outcome: z.literal('importing'),
    projectId: z.string(),
    slug: z.string(),
    importId: z.string(),
  }),
  z.object({
    outcome: z.literal('already-added'),
    slug: z.string(),
    name: z.string(),
    /** ISO 8601 UTC */
    addedAt: z.string(),
  }),
])
export type AddedProject = z.infer<typeof AddedProject>

/** What a refresh comes to: done at once, or on its way. */
export type RefreshedProject = Exclude<AddedProject, { outcome: 'already-added' }>
