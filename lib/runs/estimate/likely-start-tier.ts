import 'server-only'
import { db } from '@/lib/db/db'
import { Tier, type WorkflowName } from '@/lib/domain/words'
import { gatherEvidence } from '@/lib/workflows/gather-evidence'
import { learnStartTier } from '@/lib/workflows/learn-start-tier'
import { modelStages } from '@/lib/workflows/model-stages'
import type { ModelChoice } from '@/lib/workflows/ports'
import { TIERS_BY_SIZE } from '@/lib/workflows/start-tier'
import { loadPassages } from '../routing/load-passages'
import { modelsByTier } from '../routing/models-by-tier'

/**
 * Where the runs of a launch that leaves the start to us will probably begin: where a stage is pinned, else where sizes and
 * what was learned lead. The dearest of them, so that nobody is surprised.
 */
export async function likelyStartTier(
  teamId: string,
  workflow: WorkflowName,
  choices: Record<Tier, ModelChoice[]>,
): Promise<Tier> {
  const models = modelsByTier(choices)
  const modelOf = (tier: Tier) => models[tier][0] ?? null
  const stages = modelStages.filter((known) => known.workflow === workflow)
  const pins = await db().routingOverride.findMany({ where: { teamId, workflow } })
  const starts = await Promise.all(
    stages.map(async ({ stage }) => {
      const pin = pins.find((row) => row.stage === stage)
      if (pin !== undefined) return [Tier.parse(pin.startTier)]
      const passages = await loadPassages(teamId, { workflow, stage })
      return TIERS_BY_SIZE.map((bySize) => {
        const { evidence, present } = gatherEvidence(passages, bySize, models)
        return learnStartTier({ bySize, present: present ?? bySize, evidence, modelOf }).tier
      })
    }),
  )
  const places = starts.flat().map((tier) => Tier.options.indexOf(tier))
  return Tier.options[Math.max(...places)] ?? 'capable'
}
