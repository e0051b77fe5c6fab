import { fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { RateTakes } from './rate-taker-main'
import { type Arrival, type WindowUse, windowUse } from './window-use'

const Admission = z.object({ tokens: z.number(), atMs: z.number() })

const WINDOWS = 3
const PROCESSES = 2

async function takeInProcess(takes: RateTakes): Promise<Arrival[]> {
  const child = fork('lib/testing/rate-taker-main.ts', [JSON.stringify(takes)], {
    execArgv: ['--import', 'tsx', '--conditions=react-server'],
  })
  const admitted: Arrival[] = []
  child.on('message', (message) => admitted.push(Admission.parse(message)))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`a rate taker ended with ${code}`)
  return admitted
}

/**
 * Lets two processes, each with three teams, take three windows' worth of places of one model on the database of the
 * environment. Requests and tokens bind alike: small and large calls alternate. `windowMs` stands for the minute. The quick
 * test of the window alone, as it counts; `bench:engine -- --only=rate` measures whole calls, as their server counts.
 */
export async function measureRateUse({
  windowMs,
  requestsPerMinute,
  tokensPerMinute,
}: Omit<RateTakes, 'calls'>): Promise<WindowUse> {
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
  return windowUse(admitted, { windowMs, requests: requestsPerMinute, tokens: tokensPerMinute })
}
