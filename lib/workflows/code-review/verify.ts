import { judgeStage } from '../findings/judge-stage'
import { Opinions, Refutations } from '../findings/opinion'

/** The close look: keeps or drops what evidence or the first reading pointed at, and says what makes it happen. */
export const verify = judgeStage({
  workflow: 'code-review',
  name: 'verify',
  promptId: 'code-review/verify.v1',
  output: Opinions,
  tier: 'capable',
  why: 'what was flagged gets a close look',
})

/** The last word where stages disagree about security or architecture. */
export const arbitrate = judgeStage({
  workflow: 'code-review',
  name: 'premium',
  promptId: 'code-review/premium.v1',
  output: Opinions,
  tier: 'premium',
  why: 'stages disagree about security or architecture',
  always: true,
})

/** Tries to show that what was kept is harmless, before anybody sees it. */
export const refute = judgeStage({
  workflow: 'code-review',
  name: 'refute',
  promptId: 'code-review/refute.v1',
  output: Refutations,
  tier: 'capable',
  why: 'what was kept has to stand against an attempt to refute it',
})
