import 'server-only'
import { db } from '@/lib/db/db'
import { Tier } from '@/lib/domain/words'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { chooseStart, type StartChoice } from '@/lib/workflows/choose-start'
import { gatherEvidence } from '@/lib/workflows/gather-evidence'
import type { ModelPermission, StartQuestion } from '@/lib/workflows/ports'
import { loadPassages } from './load-passages'
import { modelsByTier } from './models-by-tier'
import { readTargetPast } from './read-target-past'

/**
 * Where a stage of this run starts, by what a person pinned, the target's own past and what was learned; null: where the
 * target's size says. `permission` is under way: all is asked for at once.
 */
export async function decideStart(
  run: RunScope,
  question: StartQuestion,
  permission: Promise<ModelPermission>,
): Promise<StartChoice | null> {
  const { teamId, workflow } = run
  const { stage, part, bySize } = question
  const [pin, passages, past, permitted] = await Promise.all([
    db().routingOverride.findUnique({
      where: { teamId_workflow_stage: { teamId, workflow, stage } },
      select: { startTier: true, note: true },
    }),
    loadPassages(teamId, { workflow, stage }),
    readTargetPast(run, question),
    permission,
  ])
  if (!permitted.allowed) return null
  const models = modelsByTier(permitted.models)
  return chooseStart({
    id: [run.runId, run.tryNumber, stage, part ?? ''].join('.'),
    bySize,
    pin: pin === null ? null : { tier: Tier.parse(pin.startTier), note: pin.note },
    known: gatherEvidence(passages, bySize, models),
    past,
    modelOf: (tier) => models[tier][0] ?? null,
  })
}
