import { z } from 'zod'

export const DeletionKind = z.enum(['project', 'person'])
export type DeletionKind = z.infer<typeof DeletionKind>

/** A deletion that was asked for; times ISO 8601 UTC. */
export const DeletionRow = z.object({
  id: z.string(),
  kind: DeletionKind,
  /** null: a person whose data is gone */
  name: z.string().nullable(),
  requestedByName: z.string(),
  requestedAt: z.string(),
  dueAt: z.string(),
  /** waiting: can be called off until `dueAt`; under-way: begins within a minute, or goes on */
  state: z.enum(['waiting', 'under-way', 'done', 'called-off']),
  endedAt: z.string().nullable(),
  /** rows that went or were made anonymous, by what they are */
  removed: z.record(z.string(), z.number().int()),
})
export type DeletionRow = z.infer<typeof DeletionRow>

/** Somebody whose data the team holds. */
export const PersonWithData = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  isMember: z.boolean(),
})
export type PersonWithData = z.infer<typeof PersonWithData>

const typed = z.string({ error: 'Type the name.' }).trim()

export const ProjectDeletionDraft = z.object({ projectId: z.string().min(1), name: typed })
export type ProjectDeletionDraft = z.infer<typeof ProjectDeletionDraft>

export const PersonDeletionDraft = z.object({ userId: z.string().min(1), name: typed })
export type PersonDeletionDraft = z.infer<typeof PersonDeletionDraft>

/** So long a project's deletion can be called off. */
export const UNDO_MINUTES = 60
