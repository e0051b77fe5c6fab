import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { Tier } from '@/lib/domain/words'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { chooseStart, type StartChoice } from '@/lib/workflows/choose-start'
import { gatherEvidence } from '@/lib/workflows/gather-evidence'
import type { ModelPermission, StartQuestion } from '@/lib/workflows/ports'
import { loadPassages } from './load-passages'
import { modelsByTier } from './models-by-tier'
import { readTargetPast } from './read-target-past'

const Pin = z.object({ tier: Tier, note: z.string().nullable() })

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
  const [pins, passages, past, permitted] = await Promise.all([
    queryOften(sql`
      SELECT "startTier" AS tier, note FROM routing_override
      WHERE "teamId" = ${teamId} AND workflow = ${workflow} AND stage = ${stage}`),
    loadPassages(teamId, { workflow, stage }),
    readTargetPast(run, question),
    permission,
  ])
  if (!permitted.allowed) return null
  const models = modelsByTier(permitted.models)
  return chooseStart({
    id: [run.runId, run.tryNumber, stage, part ?? ''].join('.'),
    bySize,
    pin: z.array(Pin).parse(pins)[0] ?? null,
    known: gatherEvidence(passages, bySize, models),
    past,
    modelOf: (tier) => models[tier][0] ?? null,
  })
}
