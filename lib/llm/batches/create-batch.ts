import 'server-only'
import { hasTrait } from '@/lib/domain/outcome-traits'
import { buildParams } from '../build-params'
import type { CallRequest } from '../call-anthropic'
import { classifyError } from '../classify-error'
import { anthropicClient } from '../clients/anthropic-client'
import type { ProviderAccess } from '../provider-access'
import { customIdOf } from './custom-id'

/** A batch of 100 MB is on its way for a while. */
export const CREATE_TIMEOUT_MS = 60_000

/** `unknown`: no answer came, or one that does not say whether the batch was taken; ask the provider's list later. */
export type Creation =
  | { taken: 'yes'; providerBatchId: string }
  | { taken: 'no' | 'unknown'; errorText: string }

/** Without prompt caching: within a batch it is a matter of luck, and a write costs more than it may save. */
const NO_CACHING = { system: null, messages: [] }

/** Hands calls to the provider's batch API. Never throws for what the provider does. */
export async function createBatch(
  provider: ProviderAccess,
  calls: { attemptId: string; request: CallRequest }[],
): Promise<Creation> {
  const requests = calls.map(({ attemptId, request }) => {
    const effort = request.tier === undefined ? undefined : provider.settings.effort[request.tier]
    return { custom_id: customIdOf(attemptId), params: buildParams(request, NO_CACHING, effort) }
  })
  try {
    const batch = await anthropicClient(provider, CREATE_TIMEOUT_MS).messages.batches.create({ requests })
    return { taken: 'yes', providerBatchId: batch.id }
  } catch (error) {
    const { outcome, errorText } = classifyError(error, false)
    return { taken: hasTrait(outcome, 'never-taken') ? 'no' : 'unknown', errorText }
  }
}
