import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { closeDb, db } from '@/lib/db/db'
import { takeRate } from '@/lib/llm/limits/take-rate'

/** What a process of its own is to take: calls in this order, all at once. */
const Takes = z.object({
  windowMs: z.number(),
  requestsPerMinute: z.number(),
  tokensPerMinute: z.number(),
  calls: z.array(z.object({ attemptId: z.string(), teamId: z.string(), tokens: z.number() })),
})

export type RateTakes = z.infer<typeof Takes>

// Takes every place as the ladder does, and tells its parent when each call was admitted, by the database's clock.
const { windowMs, calls, ...rate } = Takes.parse(JSON.parse(process.argv[2] ?? ''))
await Promise.all(
  calls.map(async (call) => {
    const request = { providerId: 'p', model: 'm', isInteractive: false, ...rate, ...call }
    for (;;) {
      const waitMs = await takeRate(request, windowMs)
      if (waitMs === 0) break
      await wait(waitMs)
    }
    const row = await db().rateTake.findUniqueOrThrow({ where: { attemptId: call.attemptId } })
    process.send?.({ tokens: call.tokens, atMs: row.startsAt.getTime() })
  }),
)
await closeDb()
process.disconnect?.()
