import { db } from '@/lib/db/db'
import { saveProvider } from '@/lib/llm/save-provider'
import { setBudget } from '../set-budget'
import { type SeededTeam, seedTeam } from './seed-team'

/** A thousand dollars: more than any test spends. */
const LIMIT_NANO_USD = 1_000_000_000_000

/** A team with one provider, the stand-in at `url`, whose every tier is `model`, and a budget of the month that never ends. */
export async function seedPayingTeam(
  url: string,
  model: string,
): Promise<{ team: SeededTeam; providerId: string }> {
  const team = await seedTeam({ slug: 'one' })
  const { id: providerId } = await saveProvider(team.owner, {
    name: 'Stand-in',
    kind: 'anthropic',
    baseUrl: url,
    apiKey: 'stand-in-key',
    models: { cheap: model, capable: model, premium: model },
  })
  const { teamId, userId: createdBy } = team.owner
  const budget = { teamId, scope: 'team', scopeId: teamId, period: 'month', createdBy } as const
  await setBudget(db(), { ...budget, limitNanoUsd: LIMIT_NANO_USD })
  return { team, providerId }
}
