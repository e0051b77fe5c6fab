import 'server-only'
import type { Tier, WorkflowName } from '@/lib/domain/words'
import { PART_CHARACTERS } from '@/lib/workflows/test-generation/plan-parts'

/** How often a stage asks about a module, and how much it is answered. */
export interface Pass {
  stage: string
  /** where it starts as long as nobody says otherwise; a person who pins it always can */
  start: { at: Tier | 'by-size'; movedBy: 'launch-and-learning' | 'launch' | 'pin' }
  /** of code that one call shows */
  charactersPerCall: number
  /** calls that are made, of those that show all of the module once */
  asked: { low: number; likely: number; high: number }
  outputTokens: { perSourceToken: number; least: number; most: number }
}

/** A function of the standard library, comments included, is about so long. */
const UNIT_CHARACTERS = 1200
const CLOSE_LOOK = { at: 'capable', movedBy: 'launch' } as const
const LAST_WORD = { at: 'premium', movedBy: 'pin' } as const
const OPINION = { perSourceToken: 0.3, least: 250, most: 2500 }

/**
 * Until enough runs say better. Of tests: at best one call that answers briefly, at worst a first answer and two repairs; a
 * test file is about as long as what it tests. Of reviews and predictions the code is read once, and a part of its functions
 * gets calls of their own: how many depends on the code, so that low and high lie far apart.
 */
export const PASSES: Record<WorkflowName, Pass[]> = {
  'test-generation': [
    {
      stage: 'generate',
      start: { at: 'by-size', movedBy: 'launch-and-learning' },
      charactersPerCall: PART_CHARACTERS,
      asked: { low: 0.6, likely: 1.3, high: 3 },
      outputTokens: { perSourceToken: 1, least: 300, most: 8000 },
    },
  ],
  'code-review': [
    {
      stage: 'triage',
      start: { at: 'cheap', movedBy: 'launch-and-learning' },
      charactersPerCall: 8000,
      asked: { low: 1, likely: 1.1, high: 1.5 },
      outputTokens: { perSourceToken: 0.05, least: 60, most: 1500 },
    },
    ...[
      { stage: 'verify', start: CLOSE_LOOK, asked: { low: 0.05, likely: 0.25, high: 0.8 } },
      { stage: 'refute', start: CLOSE_LOOK, asked: { low: 0.02, likely: 0.12, high: 0.5 } },
      { stage: 'premium', start: LAST_WORD, asked: { low: 0, likely: 0.02, high: 0.1 } },
    ].map((pass) => ({ ...pass, charactersPerCall: UNIT_CHARACTERS, outputTokens: OPINION })),
  ],
  'bug-prediction': [
    { stage: 'predict', start: CLOSE_LOOK, asked: { low: 0.05, likely: 0.3, high: 0.9 } },
    { stage: 'weigh', start: CLOSE_LOOK, asked: { low: 0.02, likely: 0.15, high: 0.6 } },
  ].map((pass) => ({ ...pass, charactersPerCall: UNIT_CHARACTERS, outputTokens: OPINION })),
  documentation: [],
  refactoring: [],
}
