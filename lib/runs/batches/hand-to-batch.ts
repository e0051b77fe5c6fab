import 'server-only'
import { db } from '@/lib/db/db'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { startSpan } from '@/lib/telemetry/record-span'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelCall } from '@/lib/workflows/ports'
import type { RecordedPrompt } from '../calls/find-recorded-answer'
import { promptTextOf, reserveCall } from '../calls/reserve-call'
import type { ModelPortScope } from '../calls/send-call'
import { runFlowId } from '../durable/engine-names'
import { BatchRequest } from './batch-request'
import { batchSpanId } from './batch-span'
import { OPEN_ITEM } from './item-status'

/** Whether a call of another run waits in a batch for the very same result. */
async function isMadeInBatch({ teamId, runId }: RunScope, cacheKey: string): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM cache_flight AS flight
    JOIN batch_item AS item ON item."runId" = flight."runId" AND item."tryNumber" = flight."tryNumber"
    JOIN run ON run.id = item."runId" AND run."tryNumber" = item."tryNumber" AND run.status = 'running'
    WHERE flight."teamId" = ${teamId} AND flight.key = ${cacheKey} AND flight."runId" <> ${runId}
      AND item.status IN ('waiting', 'submitted') LIMIT 1`
  return rows.length > 0
}

/**
 * Leaves a call to the provider's batch API when its launch asked for that. True: it waits there, at half the price, with
 * its budget reserved, or with nothing of its own when another run waits there for the same result. False: it is to be made at once: another provider, not the first call of its run (a second day
 * would be no "within 24 hours"), no room in a budget, or a batch that did not answer it.
 */
export async function handToBatch(
  scope: ModelPortScope,
  provider: ProviderAccess,
  call: ModelCall,
  prompt: RecordedPrompt,
): Promise<boolean> {
  const { run, delivery } = scope
  if (delivery !== 'within-24h' || provider.kind !== 'anthropic') return false
  const { runId, tryNumber, teamId, launchId } = run
  const { attemptId } = call
  const [item] = await db().batchItem.findMany({ where: { runId, tryNumber } })
  if (item !== undefined) {
    return item.attemptId === attemptId && OPEN_ITEM.includes(item.status)
  }
  scope.signal.throwIfAborted()
  const follows = call.cacheKey !== null && (await isMadeInBatch(run, call.cacheKey))
  return db().$transaction(async (tx) => {
    // Together with what it is for: a reservation that nobody settles would take its room for a day.
    const options = { isBatch: true, tx }
    const refused = follows ? null : await reserveCall(scope, provider, call, promptTextOf(prompt), options)
    if (refused !== null) return false
    await tx.batchItem.create({
      data: {
        attemptId,
        teamId,
        runId,
        tryNumber,
        launchId,
        flowId: runFlowId(runId, tryNumber),
        providerId: provider.id,
        model: call.choice.model,
        status: follows ? 'following' : 'waiting',
        request: BatchRequest.parse({ prompt, call, userId: run.userId }),
      },
    })
    const what = follows ? 'With another run that makes the same' : 'In a batch'
    const label = `${what} (${provider.name}), within 24 hours`
    await startSpan(tx, run, { id: batchSpanId(attemptId), stage: call.stage, kind: 'wait', label })
    return true
  })
}
