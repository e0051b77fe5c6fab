import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { AttemptDimension, RunDimension } from '@/lib/domain/metric'

/** SQL, by dimension: what rows of attempts are split by, as text. */
export const ATTEMPT_KEY_SQL = {
  project: sql`"projectId"`,
  workflow: sql`workflow`,
  stage: sql`stage`,
  member: sql`"userId"`,
  provider: sql`provider`,
  model: sql`model`,
  tier: sql`tier`,
  prompt: sql`"promptVersion"`,
  source: sql`source`,
  outcome: sql`outcome`,
  missReason: sql`"cacheMissReason"`,
  isBatch: sql`"isBatch"::text`,
  isRepair: sql`("repairRound" > 0)::text`,
} satisfies Record<AttemptDimension, Sql>

/** SQL, by dimension: what ended runs are split by, as text. */
export const RUN_KEY_SQL = {
  project: sql`"projectId"`,
  workflow: sql`workflow`,
  member: sql`"createdBy"`,
  source: sql`source`,
  outcome: sql`(CASE WHEN status = 'done' THEN verdict ELSE status END)`,
  reason: sql`reason`,
  prompt: sql`"promptVersion"`,
  variant: sql`variant`,
} satisfies Record<RunDimension, Sql>
