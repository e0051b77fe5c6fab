import 'server-only'
import { db } from '@/lib/db/db'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { startSpan } from '@/lib/telemetry/record-span'
import type { ModelCall } from '@/lib/workflows/ports'
import { runFlowId } from '../durable/engine-names'
import type { RecordedPrompt } from '../ports/find-recorded-answer'
import { promptTextOf, reserveCall } from '../ports/reserve-call'
import type { ModelPortScope } from '../ports/send-call'
import { BatchRequest } from './batch-request'
import { batchSpanId } from './batch-span'

/**
 * Leaves a call to the provider's batch API when its launch asked for that. True: it waits there, at half the price, with
 * its budget reserved. False: it is to be made at once: another provider, not the first call of its run (a second day
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
    return item.attemptId === attemptId && (item.status === 'waiting' || item.status === 'submitted')
  }
  scope.signal.throwIfAborted()
  return db().$transaction(async (tx) => {
    // Together with what it is for: a reservation that nobody settles would take its room for a day.
    const refused = await reserveCall(scope, provider, call, promptTextOf(prompt), { isBatch: true, tx })
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
        status: 'waiting',
        request: BatchRequest.parse({ prompt, call }),
      },
    })
    const label = `In a batch (${provider.name}), within 24 hours`
    await startSpan(tx, run, { id: batchSpanId(attemptId), stage: call.stage, kind: 'wait', label })
    return true
  })
}
