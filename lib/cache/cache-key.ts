import 'server-only'
import { createHash } from 'node:crypto'
import type { CacheKeyParts } from '@/lib/domain/cache'
import type { CacheMissReason } from '@/lib/domain/words'

/**
 * sha256 over all parts but the target: the same code elsewhere, or under another name, is the same work. What of its
 * name and place matters to a stage is in its context or parameters.
 */
export function cacheKey(parts: CacheKeyParts): string {
  const { workflow, stage, engineVersion, contextHash, promptHash, model, parametersHash } = parts
  const fields = [workflow, stage, engineVersion, contextHash, promptHash, model, parametersHash]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** The parts of an entry that its row keeps. */
export type NewestParts = Pick<CacheKeyParts, 'contextHash' | 'promptHash' | 'model'>

/** What differs from the newest entry of the same target, the most telling first. */
export function explainMiss(newest: NewestParts | null, wanted: CacheKeyParts): CacheMissReason {
  if (newest === null) return 'first-time'
  if (newest.contextHash !== wanted.contextHash) return 'source-changed'
  if (newest.promptHash !== wanted.promptHash) return 'prompt-changed'
  if (newest.model !== wanted.model) return 'model-changed'
  return 'options-changed'
}
