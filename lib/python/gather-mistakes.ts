import 'server-only'
import { z } from 'zod'
import { type MutationFigures, UnnoticedMistake } from '@/lib/domain/check'
import type { SandboxEnd } from '@/lib/sandbox/sandbox-types'

const Outcome = z.enum(['passed', 'failed', 'timeout'])

/** What plant_mistakes says, line by line. `place`: of a mistake in the plan, which comes before any foreign code runs. */
export const MistakeEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), possible: z.number().int(), mistakes: z.array(UnnoticedMistake) }),
  z.object({ kind: z.literal('without'), outcome: Outcome, by: z.string().nullish() }),
  z.object({ kind: z.literal('begin'), place: z.number().int() }),
  z.object({ kind: z.literal('mistake'), place: z.number().int(), outcome: Outcome }),
])
export type MistakeEvent = z.infer<typeof MistakeEvent>

/** Without a test of its own to blame, what takes the whole sandbox down was noticed. */
const TAKEN_DOWN: readonly SandboxEnd[] = ['memory-limit', 'output-limit', 'killed']

interface GatheredMistakes {
  /** null: nothing was measured; `reason` says why, for people */
  measured: MutationFigures | null
  reason: string | null
  /** all that was planned was tried */
  isComplete: boolean
}

const nothing = (reason: string): GatheredMistakes => ({ measured: null, reason, isComplete: false })

/** Outcomes by place: each planned mistake has one, after its own beginning; whatever else is said does not count. */
function readOutcomes(events: readonly MistakeEvent[], planned: number) {
  const outcomes: z.infer<typeof Outcome>[] = []
  let begun = 0
  for (const event of events) {
    const isNext = 'place' in event && event.place === outcomes.length && event.place < planned
    if (isNext && event.kind === 'begin' && begun === outcomes.length) begun += 1
    if (isNext && event.kind === 'mistake' && begun > outcomes.length) outcomes.push(event.outcome)
  }
  return { outcomes, isUnderWay: begun > outcomes.length }
}

/** What the events of a measurement come to. `most`: how many mistakes were asked for; `ended`: how the sandbox did. */
export function gatherMistakes(
  events: readonly MistakeEvent[],
  { most, ended }: { most: number; ended: SandboxEnd },
): GatheredMistakes {
  const plan = events.find((event) => event.kind === 'plan')
  const without = events.find((event) => event.kind === 'without')
  if (plan === undefined) return nothing(`The measurement ended before it began (${ended}).`)
  const planned = plan.mistakes.slice(0, most)
  if (planned.length === 0) return nothing('The lines that the tests run hold nothing to plant a mistake in.')
  if (without === undefined || without.outcome !== 'passed') {
    const why =
      without?.outcome === 'failed'
        ? `did not pass where mistakes are planted${without.by == null ? '' : ` (${without.by})`}`
        : 'took too long where mistakes are planted'
    return nothing(`Left as it is, the code was not measured: its tests ${why}.`)
  }
  const { outcomes, isUnderWay } = readOutcomes(events, planned.length)
  const mutantsRun = outcomes.length + (isUnderWay && TAKEN_DOWN.includes(ended) ? 1 : 0)
  if (mutantsRun === 0) return nothing('The tests take too long to try one mistake.')
  const survivors = planned.filter((_, place) => outcomes[place] === 'passed')
  return {
    measured: {
      mutantsRun,
      mutantsKilled: mutantsRun - survivors.length,
      mutantsTimedOut: outcomes.filter((outcome) => outcome === 'timeout').length,
      possible: plan.possible,
      survivors: survivors.toSorted((one, other) => one.line - other.line),
    },
    reason: null,
    isComplete: mutantsRun === planned.length,
  }
}
