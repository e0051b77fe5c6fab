import 'server-only'
import { z } from 'zod'
import { ImportState } from '@/lib/domain/import'

/** The column `project.importState`: what pages are told, and what a worker needs to do it (again). */
export const ImportRecord = ImportState.extend({
  userId: z.string(),
  requestId: z.string(),
  /** sha256 of the uploaded archive, kept as a blob until it was read; null for other sources */
  archiveHash: z.string().nullable(),
})
export type ImportRecord = z.infer<typeof ImportRecord>
