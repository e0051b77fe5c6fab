import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import {
  MOST_COUNTED,
  RetentionDraft,
  RetentionKind,
  type RetentionPreview,
  type RetentionShare,
} from '@/lib/domain/retention'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { RETENTION_RULES, retentionEnd } from './retention-rules'

const PATIENCE_MS = 15_000
const Counted = z.tuple([
  z.object({ rows: z.int(), bytes: z.coerce.number(), oldestAt: z.date().nullable() }),
])

/**
 * A dry run: what each kind would lose if these days held now; deletes nothing. Counts up to 100,000 rows a kind. Throws
 * `forbidden`, `invalid-input`, `unavailable` when counting takes longer than 15 s.
 */
export async function previewRetention(ctx: TeamContext, input: RetentionDraft): Promise<RetentionPreview> {
  assertCan(ctx, 'manage-settings')
  const draft = parseInput(RetentionDraft, input)
  const now = new Date()
  const shares: RetentionPreview = {}
  for (const kind of RetentionKind.options) {
    const days = draft[kind]
    if (days !== null) shares[kind] = await count(ctx.teamId, kind, retentionEnd(days, now))
  }
  return shares
}

async function count(teamId: string, kind: RetentionKind, before: Date): Promise<RetentionShare> {
  const picked = RETENTION_RULES[kind].pick(teamId, before)
  const [{ rows, bytes, oldestAt }] = await db()
    .$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`
      return Counted.parse(
        await tx.$queryRaw`
          SELECT count(*)::int AS rows, coalesce(sum(bytes), 0)::text AS bytes, min(at) AS "oldestAt"
          FROM (${picked} LIMIT ${MOST_COUNTED + 1}) AS picked`,
      )
    })
    .catch((error: unknown) => {
      if (!String(error).includes('statement timeout')) throw error
      throw new AssayError(
        'unavailable',
        'Counting took longer than 15 seconds. Try again at a quieter time.',
      )
    })
  const capped = rows > MOST_COUNTED
  return { rows: capped ? MOST_COUNTED : rows, capped, bytes, oldestAt: oldestAt?.toISOString() ?? null }
}
