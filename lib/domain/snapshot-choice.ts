import { z } from 'zod'

/** A stored state of a project as lists offer it. `createdAt`: ISO 8601 UTC. */
export const SnapshotChoice = z.object({
  id: z.string(),
  commit: z.string().nullable(),
  ref: z.string().nullable(),
  moduleCount: z.number().int(),
  createdAt: z.string(),
})
export type SnapshotChoice = z.infer<typeof SnapshotChoice>

/** How people tell states apart: `main at 3f2a91c0de, 2026-11-23 09:05 UTC`. */
export function describeSnapshot({ commit, ref, createdAt }: SnapshotChoice): string {
  const at = `${createdAt.slice(0, 16).replace('T', ' ')} UTC`
  if (commit === null) return at
  return `${ref === null ? '' : `${ref} at `}${commit.slice(0, 10)}, ${at}`
}
