import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import { UNANSWERED } from '@/lib/domain/attempt'

/** Condition on rows of `attempt`: a model call that was made. `wasNeverMade` says the same of a record. */
export const callWasMade: Sql = sql`(source = 'model' AND outcome <> 'budget'
  AND NOT ("requestId" IS NULL AND "latencyMs" IS NOT DISTINCT FROM 0))`

/** Condition on rows of `attempt`: a model call that was made and brought no answer. */
export const callFailed: Sql = sql`(${callWasMade} AND outcome = ANY(${UNANSWERED}::text[]))`
