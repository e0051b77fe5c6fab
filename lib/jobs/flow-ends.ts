import 'server-only'
import { LRUCache } from 'lru-cache'
import { type Sql, sql } from '@/lib/db/sql'
import { always } from '@/lib/db/step-debt'

/** What the engine stores of a flow that gives nothing, in its portable form. */
export const NO_OUTPUT = 'null'

/** Flows whose end the engine is about to record, and that have ended in the statement of their run's end. */
const ended = new LRUCache<string, true>({ max: 10_000 })

/** SQL: CTEs `flow` and `flow_output`, which end a flow well if it is still the owner's; `when`: and if this holds. */
export function endedFlow(
  { flowId, owner, output }: { flowId: string; owner: string; output: string | null },
  when: Sql = always,
): Sql {
  return sql`flow AS (
    UPDATE dbos.workflow_status SET status = 'SUCCESS', updated_at = (extract(epoch FROM now()) * 1000)::bigint,
      deduplication_id = NULL, completed_at = (extract(epoch FROM now()) * 1000)::bigint, owner_xid = NULL
    WHERE workflow_uuid = ${flowId} AND status = 'PENDING' AND owner_xid = ${owner} AND ${when}
    RETURNING workflow_uuid
  ), flow_output AS (
    INSERT INTO dbos.workflow_output (workflow_uuid, output, error) SELECT workflow_uuid, ${output}::text, NULL FROM flow
    ON CONFLICT (workflow_uuid) DO UPDATE SET output = excluded.output, error = excluded.error
  )`
}

/** Notes that a flow's end is written, with `NO_OUTPUT`. */
export function noteEnded(flowId: string): void {
  ended.set(flowId, true)
}

/** Whether a flow's end is written already; true once. */
export function takeEnded(flowId: string): boolean {
  return ended.delete(flowId)
}
