import 'server-only'
import { db } from '@/lib/db/db'
import type { LaunchOptions } from '@/lib/domain/launch'
import { Tier, type WorkflowName } from '@/lib/domain/words'
import { gatherEvidence } from '@/lib/workflows/gather-evidence'
import { learnStartTier } from '@/lib/workflows/learn-start-tier'
import type { ModelChoice } from '@/lib/workflows/ports'
import { type TargetSize, tierBySize } from '@/lib/workflows/start-tier'
import { tierLadder } from '@/lib/workflows/tier-ladder'
import { loadPassages } from '../routing/load-passages'
import { modelsByTier } from '../routing/models-by-tier'
import { PASSES, type Pass } from './passes'

export interface LikelyStarts {
  /** where a stage will probably begin with a target of this size; a trial, or the target's own past, may move it */
  asked(pass: Pass, size: TargetSize): Tier
  /** the tier by whose model its result is stored: only a person moves it */
  stored(pass: Pass, size: TargetSize): Tier
  /** true: neither the launch nor a pin says it, the size does */
  goesBySize(pass: Pass): boolean
}

/** Where the runs of a launch will begin: as it says, else where a stage is pinned, else where size and learning lead. */
export async function likelyStarts(
  teamId: string,
  { workflow, options }: { workflow: WorkflowName; options: LaunchOptions },
  choices: Record<Tier, ModelChoice[]>,
): Promise<LikelyStarts> {
  const models = modelsByTier(choices)
  const isAutomatic = options.startTier === 'auto'
  const [overrides, passages] = await Promise.all([
    isAutomatic ? db().routingOverride.findMany({ where: { teamId, workflow } }) : [],
    Promise.all(
      PASSES[workflow].map(async ({ stage, start }) => {
        const learns = isAutomatic && start.movedBy === 'launch-and-learning'
        return [stage, learns ? await loadPassages(teamId, { workflow, stage }) : null] as const
      }),
    ),
  ])
  const pins = new Map(overrides.map(({ stage, startTier }) => [stage, Tier.parse(startTier)]))
  const known = new Map(passages)

  const own = ({ start }: Pass, size: TargetSize) => (start.at === 'by-size' ? tierBySize(size) : start.at)
  const said = ({ stage, start }: Pass) => {
    if (options.startTier === 'auto') return pins.get(stage) ?? null
    return start.movedBy === 'pin' ? null : options.startTier
  }
  const learned = (pass: Pass, size: TargetSize) => {
    const bySize = own(pass, size)
    const past = known.get(pass.stage) ?? null
    if (past === null) return bySize
    const { evidence, present } = gatherEvidence(past, bySize, models)
    const modelOf = (tier: Tier) => models[tier][0] ?? null
    return learnStartTier({ bySize, present: present ?? bySize, evidence, modelOf }).tier
  }
  const lowered = (tier: Tier) => tierLadder(tier, options.ceilingTier)[0] ?? options.ceilingTier
  return {
    asked: (pass, size) => lowered(said(pass) ?? learned(pass, size)),
    stored: (pass, size) => lowered(said(pass) ?? own(pass, size)),
    goesBySize: (pass) => said(pass) === null && pass.start.at === 'by-size',
  }
}
