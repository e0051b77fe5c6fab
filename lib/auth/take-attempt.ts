import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { db } from '@/lib/db/db'

/** The longest window any caller may use; rows are pruned after it (see `auth.ts`). */
export const LONGEST_WINDOW_SECONDS = 600

const Row = z.object({ count: z.number().int(), startedAt: z.coerce.number() })

/**
 * Counts one attempt under a key in a fixed window, for all processes at once.
 * Returns the seconds to wait, or 0 when the attempt is within the limit.
 */
export async function takeAttempt(
  key: string,
  limit: { windowSeconds: number; max: number },
): Promise<number> {
  const id = createHash('sha256').update(key).digest('hex')
  const now = Date.now()
  const windowStart = now - limit.windowSeconds * 1000
  const rows = await db().$queryRaw<unknown[]>`
    INSERT INTO rate_limit AS held (id, key, count, "lastRequest") VALUES (${id}, ${id}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN held."lastRequest" <= ${windowStart} THEN 1 ELSE held.count + 1 END,
      "lastRequest" = CASE WHEN held."lastRequest" <= ${windowStart} THEN ${now} ELSE held."lastRequest" END
    RETURNING count, "lastRequest" AS "startedAt"`
  const { count, startedAt } = Row.parse(rows[0])
  if (count <= limit.max) return 0
  return Math.max(1, Math.ceil((startedAt + limit.windowSeconds * 1000 - now) / 1000))
}
