import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import { steadiness } from '@/lib/db/steadiness'
import { OPEN_ITEM } from '@/lib/runs/batches/item-status'
import { ENGINE_VERSION } from '@/lib/runs/durable/engine-names'

/** Workers of another version are gone when they have been silent for so long, and the database was there meanwhile. */
const GONE_MS = 60_000

/**
 * Of `LEFT JOIN dbos.workflow_status AS flow`: the flow is gone, has ended without telling, was given up, or was made by
 * another version of Assay that has no worker any more. A grace of 5 s keeps it from racing a flow that is just ending.
 */
export function flowIsLost(): Sql {
  return sql`(
    flow.workflow_uuid IS NULL
    OR (flow.status NOT IN ('PENDING', 'ENQUEUED', 'DELAYED')
        AND flow.updated_at < extract(epoch FROM now()) * 1000 - 5000)
    OR (flow.status IN ('PENDING', 'ENQUEUED') AND flow.application_version <> ${ENGINE_VERSION}
        AND flow.updated_at < extract(epoch FROM now()) * 1000 - ${GONE_MS} AND ${steadiness.forMs() >= GONE_MS}::boolean
        AND NOT EXISTS (SELECT 1 FROM worker WHERE worker.version = flow.application_version
          AND "stoppedAt" IS NULL AND "heartbeatAt" > (now() AT TIME ZONE 'UTC') - ${GONE_MS} * interval '1 millisecond')))`
}

/** A run whose flow has ended so often after its call came back will never get on: at most one time is usual. */
export const MOST_RESUMES = 10

/** Of `batch_item`: how often its run was taken up again. It counts acts, as a clock also runs while no worker does. */
export const resumesOf = sql`coalesce((batch_item.result->>'resumes')::int, 0)`

/**
 * Of the same join: the flow has ended because a call of its run waits in a batch, or is back and the run is about to be
 * taken up again.
 */
export const flowIsParked = sql`(flow.status = 'SUCCESS' AND EXISTS (
  SELECT 1 FROM batch_item WHERE batch_item."flowId" = flow.workflow_uuid
    AND (batch_item.status = ANY(${OPEN_ITEM}::text[])
      OR ${resumesOf} < ${MOST_RESUMES})))`

const WHY: Record<string, (id: string) => string> = {
  ERROR: (id) => `Something went wrong (${id}).`,
  SUCCESS: (id) => `Something went wrong (${id}).`,
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: () =>
    'The worker went down again and again while it worked on this, so it was given up; its log may say why.',
  PENDING: () => 'Assay was upgraded while this was under way.',
  ENQUEUED: () => 'Assay was upgraded before this began.',
}

/** Why a job is lost, by the engine's status of its flow (null: there is no flow); undefined: nothing is known. */
export function whyLost(engineStatus: string | null, id: string): string | undefined {
  return WHY[engineStatus ?? '']?.(id)
}
