import { fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { RateTakes } from './rate-taker-main'

const Admission = z.object({ tokens: z.number(), atMs: z.number() })
type Admission = z.infer<typeof Admission>
type Rate = Omit<RateTakes, 'calls'>

export interface RateUse {
  /** that were let through */
  calls: number
  /** how much of the allowed rate was used while there was work, 0..1: the mean of the limit that binds */
  share: number
  /** most that any sliding window held, as a share of its limit; never above 1 */
  mostRequests: number
  mostTokens: number
}

const WINDOWS = 3
const PROCESSES = 2

async function takeInProcess(takes: RateTakes): Promise<Admission[]> {
  const child = fork('lib/testing/rate-taker-main.ts', [JSON.stringify(takes)], {
    execArgv: ['--import', 'tsx', '--conditions=react-server'],
  })
  const admitted: Admission[] = []
  child.on('message', (message) => admitted.push(Admission.parse(message)))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`a rate taker ended with ${code}`)
  return admitted
}

/** How much of the rate the window that ends at a moment holds, as shares of its two limits. */
function usedAt(admitted: Admission[], rate: Rate, at: number): { requests: number; tokens: number } {
  const inWindow = admitted.filter(({ atMs }) => atMs <= at && atMs > at - rate.windowMs)
  const tokens = inWindow.reduce((sum, one) => sum + one.tokens, 0)
  return { requests: inWindow.length / rate.requestsPerMinute, tokens: tokens / rate.tokensPerMinute }
}

/**
 * Lets two processes, each with three teams, take three windows' worth of places of one model on the database of the
 * environment. Requests and tokens bind alike: small and large calls alternate. `windowMs` stands for the minute.
 */
export async function measureRateUse({
  windowMs,
  requestsPerMinute,
  tokensPerMinute,
}: Rate): Promise<RateUse> {
  const meanTokens = tokensPerMinute / requestsPerMinute
  const calls = Array.from({ length: WINDOWS * requestsPerMinute }, (_, index) => ({
    attemptId: `rate-use-${index}`,
    teamId: `team-${index % 3}`,
    tokens: Math.round(meanTokens * (index % 2 === 0 ? 0.4 : 1.6)),
  }))
  const parts = Array.from({ length: PROCESSES }, (_, process) =>
    calls.filter((_call, index) => Math.floor(index / 2) % PROCESSES === process),
  )
  const rate = { windowMs, requestsPerMinute, tokensPerMinute }
  const admitted = (await Promise.all(parts.map((own) => takeInProcess({ ...rate, calls: own })))).flat()
  if (admitted.length !== calls.length) throw new Error(`${admitted.length} of ${calls.length} were admitted`)
  const times = admitted.map(({ atMs }) => atMs)
  const shares: number[] = []
  for (let at = Math.min(...times); at < Math.max(...times); at += windowMs / 1000) {
    const { requests, tokens } = usedAt(admitted, rate, at)
    shares.push(Math.max(requests, tokens))
  }
  // A window can be fullest only when somebody has just been admitted.
  const fullest = times.map((at) => usedAt(admitted, rate, at))
  return {
    calls: admitted.length,
    share: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    mostRequests: Math.max(...fullest.map(({ requests }) => requests)),
    mostTokens: Math.max(...fullest.map(({ tokens }) => tokens)),
  }
}
