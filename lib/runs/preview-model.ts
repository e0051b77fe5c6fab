import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { LaunchOptions } from '@/lib/domain/launch'
import { DataPolicy, type Tier } from '@/lib/domain/words'
import { env } from '@/lib/env'
import type { TeamContext } from '@/lib/teams/team-context'

/** Which model a launch would begin with, or why it would call none. */
export type ModelPreview = { model: string } | { model: null; notice: string }

const TierModels = z.object({ cheap: z.string(), capable: z.string(), premium: z.string() })

/** What the policy of team, project and launch would say now. Runs ask again when they get there. */
export async function previewModel(
  ctx: TeamContext,
  projectId: string,
  options: LaunchOptions,
): Promise<ModelPreview> {
  if (!options.useModel) return none('The model is switched off: runs take the template path, $0.')
  const team = await db().team.findUniqueOrThrow({ where: { id: ctx.teamId }, select: { useModel: true } })
  if (!team.useModel) return none('The team has opted out of models: runs take the template path, $0.')
  const project = await db().project.findFirstOrThrow({ where: { id: projectId, teamId: ctx.teamId } })
  const policy = DataPolicy.parse(project.dataPolicy)
  if (policy === 'no-model') return none('The project’s data policy allows no model: template path, $0.')
  const models = await findModels(ctx.teamId, { localOnly: policy === 'local-only' })
  if (models !== null) return { model: models[options.startTier] }
  return policy === 'local-only'
    ? none('The project may only use a local model and none is connected: template path, $0.')
    : none('No model is connected: runs take the template path, $0.')
}

const none = (notice: string): ModelPreview => ({ model: null, notice })

async function findModels(
  teamId: string,
  { localOnly }: { localOnly: boolean },
): Promise<Record<Tier, string> | null> {
  const provider = await db().provider.findFirst({
    where: { teamId, enabled: true, ...(localOnly ? { isLocal: true } : {}) },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  if (provider !== null) return TierModels.parse(provider.models)
  const { ANTHROPIC_API_KEY, ASSAY_MODEL_CHEAP, ASSAY_MODEL_CAPABLE, ASSAY_MODEL_PREMIUM } = env()
  if (localOnly || ANTHROPIC_API_KEY === undefined) return null
  return { cheap: ASSAY_MODEL_CHEAP, capable: ASSAY_MODEL_CAPABLE, premium: ASSAY_MODEL_PREMIUM }
}
