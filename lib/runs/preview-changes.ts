import 'server-only'
import { type DiffSummary, summarizeDiff } from '@/lib/domain/code-diff'
import { ChangesRequest } from '@/lib/domain/launch'
import { parseInput } from '@/lib/domain/parse-input'
import { resolveChanges } from '@/lib/projects/changes/resolve-changes'
import type { TeamContext } from '@/lib/teams/team-context'

/** What a launch of changes would be about, without their texts. Nothing is written. Throws as `resolveChanges` does. */
export async function previewChanges(ctx: TeamContext, input: ChangesRequest): Promise<DiffSummary> {
  const { title, base, head, files } = await resolveChanges(ctx, parseInput(ChangesRequest, input))
  return summarizeDiff({ kind: 'diff', title, base, head, files })
}
