import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { CANCEL_CHANNEL } from './engine-names'

/**
 * Cancels flows in the caller's transaction, queued or running; ended ones stay as they are.
 * The statement is the engine's own (`cancelWorkflows`; a test compares the two). At commit the workers are told,
 * so that what is in flight stops at once and not at the flow's next step.
 */
export async function cancelFlows(tx: Transaction, flowIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE dbos.workflow_status
    SET status = 'CANCELLED', owner_xid = NULL, queue_name = NULL, deduplication_id = NULL,
        started_at_epoch_ms = NULL,
        updated_at = (EXTRACT(EPOCH FROM now()) * 1000)::bigint,
        completed_at = (EXTRACT(EPOCH FROM now()) * 1000)::bigint
    WHERE workflow_uuid = ANY(${flowIds}::text[]) AND status NOT IN ('SUCCESS', 'ERROR')`
  await tx.$executeRaw`
    SELECT pg_notify(${CANCEL_CHANNEL}, flow_id) FROM unnest(${flowIds}::text[]) AS flow_id`
}
