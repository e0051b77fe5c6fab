import 'server-only'
import { db } from '@/lib/db/db'
import type { MaskedKinds } from '@/lib/domain/masked-kind'
import { MaskedKind } from '@/lib/domain/masked-kind'
import { RecordedPrompt } from '../ports/find-recorded-answer'

const Masked = RecordedPrompt.pick({ maskedKinds: true })

/** What was masked in the prompts of one try: by kind the most that any prompt held, as turns repeat each other. */
export async function readMaskedKinds(runId: string, tryNumber: number): Promise<MaskedKinds> {
  const payloads = await db().attemptPayload.findMany({
    where: { attempt: { runId, tryNumber } },
    select: { prompt: true },
  })
  const most: MaskedKinds = {}
  for (const { prompt } of payloads) {
    const { maskedKinds = {} } = Masked.parse(prompt)
    for (const kind of MaskedKind.options) {
      const count = Math.max(most[kind] ?? 0, maskedKinds[kind] ?? 0)
      if (count > 0) most[kind] = count
    }
  }
  return most
}
