import 'server-only'
import { z } from 'zod'
import { CacheMissReason, Tier } from '@/lib/domain/words'
import type { DescribedCall } from '../calls/describe-call'
import { RecordedPrompt } from '../calls/find-recorded-answer'

/** A call that waits in a batch, with all that its attempt row will need: what leaves it is masked already. */
export const BatchRequest = z.object({
  prompt: RecordedPrompt,
  /** who started the try: it is their budget that pays */
  userId: z.string().optional(),
  call: z.object({
    attemptId: z.string(),
    stage: z.string(),
    sequence: z.number().int(),
    tier: Tier,
    tierReason: z.string(),
    choice: z.object({ providerId: z.string(), providerName: z.string(), model: z.string() }),
    repairRound: z.number().int(),
    promptVersion: z.string(),
    promptHash: z.string(),
    cacheKey: z.string().nullable(),
    cacheMissReason: CacheMissReason.nullable(),
  }) satisfies z.ZodType<DescribedCall>,
})
export type BatchRequest = z.infer<typeof BatchRequest>

/** Why a call is made directly whose stored request cannot be read. */
export const UNREADABLE_REQUEST = 'its request was stored by another version of Assay'
