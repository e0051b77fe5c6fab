import 'server-only'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { chooseStart, type StartChoice } from '@/lib/workflows/choose-start'
import { gatherEvidence } from '@/lib/workflows/gather-evidence'
import type { ModelPermission, StartQuestion } from '@/lib/workflows/ports'
import { loadPassages } from './load-passages'
import { modelsByTier } from './models-by-tier'
import type { StartFacts } from './read-start-facts'

/**
 * Where a stage of this run starts, by what a person pinned, the target's own past and what was learned; null: where the
 * target's size says.
 */
export async function decideStart(
  run: RunScope,
  question: StartQuestion,
  permitted: Extract<ModelPermission, { allowed: true }>['models'],
  { pin, past }: StartFacts,
): Promise<StartChoice | null> {
  const { teamId, workflow } = run
  const { stage, part, bySize } = question
  const passages = await loadPassages(teamId, { workflow, stage })
  const models = modelsByTier(permitted)
  return chooseStart({
    id: [run.runId, run.tryNumber, stage, part ?? ''].join('.'),
    bySize,
    pin,
    known: gatherEvidence(passages, bySize, models),
    past,
    modelOf: (tier) => models[tier][0] ?? null,
  })
}
