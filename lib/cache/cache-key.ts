import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CacheMissReason } from '@/lib/domain/words'
import { WorkflowName } from '@/lib/domain/words'

/** The parts of a key, kept with the entry so that a later miss can say what changed. */
export const KeyParts = z.object({
  workflow: WorkflowName,
  stage: z.string(),
  engineVersion: z.number(),
  targetKey: z.string(),
  contextHash: z.string(),
  promptHash: z.string(),
  model: z.string(),
  parametersHash: z.string(),
})
export type KeyParts = z.infer<typeof KeyParts>

/**
 * sha256 over all parts but the target: the same code elsewhere, or under another name, is the same work. What of its
 * name and place matters to a stage is in its context or parameters.
 */
export function cacheKey(parts: KeyParts): string {
  const { workflow, stage, engineVersion, contextHash, promptHash, model, parametersHash } = parts
  const fields = [workflow, stage, engineVersion, contextHash, promptHash, model, parametersHash]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** What differs from the newest entry of the same target, the most telling first. */
export function explainMiss(newest: KeyParts | null, wanted: KeyParts): CacheMissReason {
  if (newest === null) return 'first-time'
  if (newest.contextHash !== wanted.contextHash) return 'source-changed'
  if (newest.promptHash !== wanted.promptHash) return 'prompt-changed'
  if (newest.model !== wanted.model) return 'model-changed'
  return 'options-changed'
}
