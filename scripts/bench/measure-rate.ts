import { createHash } from 'node:crypto'
import type { StandIn } from '@/e2e/stand-in/start-stand-in'
import type { LoggedRequest } from '@/e2e/stand-in/types'
import { saveProvider } from '@/lib/llm/save-provider'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { type Arrival, windowUse } from '@/lib/testing/window-use'
import { runLaunch } from './run-launch'
import { startBenchWorker } from './spawn-bench'
import type { Figure } from './summarise'

const REQUESTS_PER_MINUTE = 240
const TOKENS_PER_MINUTE = 700_000
const MINUTE_MS = 60_000
/** Three minutes' worth: the second and third can only begin as the first and second go by. */
const RUNS = 3 * REQUESTS_PER_MINUTE
/** Runs of small and of large calls take turns, so that now requests bind and now tokens. */
const BLOCK = 240
/** Each limit must have been full in such a share of the minutes, or only the other was measured. */
const LEAST_FULL = 0.1
const FIRST_TOKEN_MS = 300
const MS_PER_TOKEN = 1

/** Evenly spread in 0..1, the same in every run of the bench. */
function spread(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32LE(0) / 2 ** 32
}

/** Modules of 1 to 4 kB, and of 4 to 16 kB. */
function sourceOf(n: number): string {
  const isLarge = Math.floor(n / BLOCK) % 2 === 1
  const lines = Math.round((20 + 60 * spread(`lines ${n}`)) * (isLarge ? 4 : 1))
  return Array.from(
    { length: lines },
    (_, line) => `def f_${n}_${line}(value):\n    return value + ${line}\n`,
  ).join('')
}

/** Answers as long as what they are about, about: from a third to three times. */
function outputTokensOf(promptTokens: number, number: number): number {
  return Math.ceil(promptTokens * 0.3 * 3 ** (2 * spread(`output ${number}`) - 1))
}

function arrivalOf({ receivedAt, usage }: LoggedRequest): Arrival {
  if (usage === null) throw new Error('a call was not answered')
  const { inputTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens } = usage
  const tokens = inputTokens + cacheWrite5mTokens + cacheWrite1hTokens + outputTokens
  return { atMs: Date.parse(receivedAt), tokens }
}

/**
 * Two workers with the real SDK make runs of one call each, small and large ones, as fast as requests and tokens per minute
 * let them; what they used is told by the stand-in alone, from when each request was there and the usage it was answered
 * with. `rateUse`: how much of the limit that binds the minutes used, in the mean of all minutes within the time that there was
 * work; `rateMostInWindow`: the most that any minute held of either limit. `rateRequestsFull`,
 * `rateTokensFull`: in how many minutes each limit was used to 95 %. The minutes are real ones: this takes more than three.
 */
export async function measureRate({
  standIn,
  env,
}: {
  standIn: StandIn
  env: Record<string, string>
}): Promise<Record<string, Figure>> {
  const { owner } = await seedTeam({ slug: 'bench-rate' })
  const model = 'claude-haiku-5-5'
  await saveProvider(owner, {
    name: 'Stand-in',
    kind: 'compatible',
    baseUrl: standIn.url,
    apiKey: 'stand-in-bench',
    models: { cheap: model, capable: model, premium: model },
    limits: { requestsPerMinute: REQUESTS_PER_MINUTE, tokensPerMinute: TOKENS_PER_MINUTE },
  })
  standIn.script({
    rules: [
      {
        reply({ allText, number }) {
          const outputTokens = outputTokensOf(allText.length / 4, number)
          return {
            json: { tests: ['one'] },
            latencyMs: FIRST_TOKEN_MS + MS_PER_TOKEN * outputTokens,
            usage: { outputTokens },
          }
        },
      },
    ],
  })
  const modulePaths = Array.from({ length: RUNS }, (_, n) => `rate_${String(n).padStart(4, '0')}.py`)
  const files = Object.fromEntries(modulePaths.map((path, n) => [path, sourceOf(n)]))
  const { projectId } = await seedSources(owner, { slug: 'rate', files })
  // No provider but the one with limits.
  const bare = { ...env, ANTHROPIC_API_KEY: '', ANTHROPIC_BASE_URL: '' }
  const workers = await Promise.all([startBenchWorker(bare), startBenchWorker(bare)])
  try {
    const { runs } = await runLaunch(owner, { projectId, modulePaths }, 1000)
    const other = runs.find(({ source }) => source !== 'model')
    if (other !== undefined) throw new Error(`A run was to be made by model and was by ${other.source}.`)
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
  }
  const arrivals = standIn.log.map(arrivalOf)
  if (arrivals.length !== RUNS) throw new Error(`${arrivals.length} calls for ${RUNS} runs`)
  const limits = { windowMs: MINUTE_MS, requests: REQUESTS_PER_MINUTE, tokens: TOKENS_PER_MINUTE }
  const { share, most, full, windows } = windowUse(arrivals, limits)
  if (Math.min(full.requests, full.tokens) < LEAST_FULL) throw new Error('one of the limits did not bind')
  return {
    rateUse: { value: share, unit: 'share', n: windows },
    rateMostInWindow: { value: Math.max(most.requests, most.tokens), unit: 'share', n: RUNS },
    rateRequestsFull: { value: full.requests, unit: 'share', n: windows },
    rateTokensFull: { value: full.tokens, unit: 'share', n: windows },
  }
}
