import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { DataPolicy, type TemplateReason, type Tier } from '@/lib/domain/words'
import { providersColumn, providersOf } from '@/lib/llm/load-providers'
import { effortFor } from '@/lib/llm/model-facts'
import type { ModelChoice, ModelPermission } from '@/lib/workflows/ports'

const Row = z.object({ useModel: z.boolean(), dataPolicy: DataPolicy })

function refuse(reason: TemplateReason, text: string): ModelPermission {
  return { allowed: false, reason, text }
}

export const NOT_WANTED = refuse('opted-out', 'The model was switched off at launch.')

/**
 * May a model be called for this project, and which? Asks the launch, the team, the project's data policy and the
 * providers, in this order. Budgets are not asked here: each call reserves what it can cost, and a cache hit is free.
 */
export async function decideModels(given: {
  teamId: string
  projectId: string
  useModel: boolean
}): Promise<ModelPermission> {
  return given.useModel ? permissionOf(await readPermission(given)) : NOT_WANTED
}

/** A row for `permissionOf`, with further columns for whoever asks for more. */
export async function readPermission(
  { teamId, projectId }: { teamId: string; projectId: string },
  further?: Sql,
): Promise<unknown> {
  const [row] = await queryOften(sql`
    SELECT project."dataPolicy", team."useModel", ${providersColumn(teamId)}${further === undefined ? sql`` : sql`, ${further}`}
    FROM project JOIN team ON team.id = project."teamId"
    WHERE project.id = ${projectId} AND team.id = ${teamId}`)
  return row
}

/** What team, data policy and providers say. */
export function permissionOf(row: unknown): ModelPermission {
  const { useModel, dataPolicy } = Row.parse(row)
  if (!useModel) return refuse('opted-out', 'The team has opted out of models (Settings → General).')
  if (dataPolicy === 'no-model') return refuse('policy', 'The project’s data policy allows no model.')
  const providers = providersOf(row)
  if (providers.length === 0) {
    return refuse('no-provider', 'No model provider is connected: add one in Settings → Providers.')
  }
  const permitted = providers.filter(({ isLocal }) => isLocal || dataPolicy === 'external')
  if (permitted.length === 0) {
    return refuse('policy', 'The project’s code may only go to a local model, and none is connected.')
  }
  const choicesFor = (tier: Tier): ModelChoice[] =>
    permitted.map(({ id, name, models, settings }) => ({
      providerId: id,
      providerName: name,
      model: models[tier],
      effort: effortFor(models[tier], settings.effort[tier]),
    }))
  return {
    allowed: true,
    models: { cheap: choicesFor('cheap'), capable: choicesFor('capable'), premium: choicesFor('premium') },
  }
}
