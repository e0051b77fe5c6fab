import type { ModelCall } from '@/lib/workflows/ports'

/** The only call of a run's stage `words`, as a test of the model port makes it: cheap, nothing cached. */
export function wordsCall(
  runId: string,
  { providerId, model }: { providerId: string; model: string },
): ModelCall {
  return {
    attemptId: `${runId}.1.words.1`,
    sequence: 1,
    stage: 'words',
    tier: 'cheap',
    tierReason: 'a test',
    choice: { providerId, providerName: 'Stand-in', model },
    repairRound: 0,
    promptVersion: 'words.v1',
    promptHash: 'hash',
    cacheKey: null,
    cacheMissReason: null,
    system: 'Say words.',
    messages: [{ role: 'user', text: 'Which?' }],
    outputSchema: { type: 'object' },
    maxTokens: 100,
  }
}
