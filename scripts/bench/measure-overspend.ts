import type { StandIn } from '@/e2e/stand-in/start-stand-in'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { spendToLimit } from '@/lib/testing/spend-to-limit'
import { startBenchWorker } from './spawn-bench'
import type { Figure } from './summarise'

const LAUNCHES = 1000
/** A third of what all of them would cost. */
const LIMIT_NANO_USD = 1_250_000_000

/**
 * 1,000 launches, through the launch verb and two workers of which one is killed with `kill -9` in the middle, against one
 * hard budget of their team: what was spent above it, and what is still reserved at the end. Throws when a run was lost or the
 * budget did not bind: then nothing was measured.
 */
export async function measureOverspend(given: {
  standIn: StandIn
  env: Record<string, string>
}): Promise<Record<'overspendNanoUsd' | 'stillReservedNanoUsd', Figure>> {
  const { owner } = await seedTeam({ slug: 'bench-overspend' })
  const startWorker = async () => {
    const { kill, stop } = await startBenchWorker(given.env)
    return { killHard: kill, stop }
  }
  const { standIn } = given
  const spent = await spendToLimit({
    owner,
    standIn,
    launches: LAUNCHES,
    limitNanoUsd: LIMIT_NANO_USD,
    startWorker,
  })
  const { spentNanoUsd, attemptsNanoUsd, reservedNanoUsd, lost, brokenOff, refused } = spent
  if (lost > 0) throw new Error(`${lost} runs were lost`)
  if (brokenOff === 0) throw new Error('no call was under way at the kill')
  if (attemptsNanoUsd !== spentNanoUsd) throw new Error('the budget and the attempts do not agree')
  if (refused === 0 || spentNanoUsd < LIMIT_NANO_USD * 0.85) throw new Error('the budget did not bind')
  return {
    overspendNanoUsd: { value: Math.max(0, spentNanoUsd - LIMIT_NANO_USD), unit: 'nano-USD', n: LAUNCHES },
    stillReservedNanoUsd: { value: reservedNanoUsd, unit: 'nano-USD', n: LAUNCHES },
  }
}
