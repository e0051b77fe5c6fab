import 'server-only'
import type { Tier } from '@/lib/domain/words'
import type { ModelChoice } from '@/lib/workflows/ports'

/** The models that serve each tier, in the order of the providers. */
export function modelsByTier(choices: Record<Tier, ModelChoice[]>): Record<Tier, string[]> {
  const namesOf = (tier: Tier) => choices[tier].map(({ model }) => model)
  return { cheap: namesOf('cheap'), capable: namesOf('capable'), premium: namesOf('premium') }
}
