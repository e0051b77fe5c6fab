import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import { AttemptRecord } from '@/lib/domain/attempt'
import { WorkflowName } from '@/lib/domain/words'
import { env } from '@/lib/env'
import { RecordedPrompt } from '../calls/find-recorded-answer'

/**
 * A call as it is to be recorded: `writePaid` takes it. Times of `rateEnd` are those of the clock on the wall here. Fields
 * that were not there from the beginning have a default: a line may be of the release before.
 */
export const KeptAnswer = z.object({
  run: z.object({
    teamId: z.string(),
    projectId: z.string(),
    launchId: z.string(),
    runId: z.string(),
    userId: z.string(),
    workflow: WorkflowName,
    tryNumber: z.number().int(),
  }),
  attempt: AttemptRecord,
  payload: z.object({ prompt: RecordedPrompt, answer: z.string().nullable() }),
  rateEnd: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('unsent') }),
    z.object({ kind: z.enum(['told', 'unsure']), tokens: z.number(), sentAtMs: z.number() }),
  ]),
  isRepeat: z.boolean().default(false),
})
export type KeptAnswer = z.infer<typeof KeptAnswer>

/** Where answers are kept that are not on record yet. */
export const answersFolder = () => path.join(env().ASSAY_DATA, 'answers')

/** The same call with its time of sending on another clock: `byMs` later. */
export function movedInTime(answer: KeptAnswer, byMs: number): KeptAnswer {
  const { rateEnd } = answer
  if (rateEnd.kind === 'unsent') return answer
  return { ...answer, rateEnd: { ...rateEnd, sentAtMs: rateEnd.sentAtMs + byMs } }
}
