import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { ENGINE_APPLICATION, ENGINE_VERSION } from './engine-names'

export interface FlowDraft {
  /** idempotency key: a second enqueue with the same id is a no-op */
  flowId: string
  /** the flow's one argument, as JSON */
  argument: Record<string, string | number>
  /** lower goes first; flows of equal priority go in the order they were enqueued */
  priority: number
}

/**
 * Enqueues flows by name in the caller's transaction: they start when it commits, or never exist.
 * Uses the engine's own SQL function, so that the web process needs no engine. `partition`: needed by queues that are
 * partitioned, forbidden by the others.
 */
export async function enqueueFlows(
  tx: Transaction,
  target: { flow: string; queue: string; partition?: string },
  drafts: FlowDraft[],
): Promise<void> {
  const ids = drafts.map((draft) => draft.flowId)
  const flowArguments = drafts.map((draft) => JSON.stringify(draft.argument))
  const priorities = drafts.map((draft) => draft.priority)
  await tx.$executeRaw`
    SELECT dbos.enqueue_workflow(
      workflow_name => ${target.flow}::text,
      queue_name => ${target.queue}::text,
      positional_args => ARRAY[item.argument::json],
      workflow_id => item.id,
      app_version => ${ENGINE_VERSION}::text,
      priority => item.priority,
      queue_partition_key => ${target.partition ?? null}::text,
      application_name => ${ENGINE_APPLICATION}::text)
    FROM unnest(${ids}::text[], ${flowArguments}::text[], ${priorities}::int[]) AS item(id, argument, priority)`
}
