import { describe, expect, it } from 'vitest'
import { LaunchOptions } from '@/lib/domain/launch'
import { Tier, WorkflowName } from '@/lib/domain/words'
import { predict, weigh } from '@/lib/workflows/bug-prediction/stages'
import { triage } from '@/lib/workflows/code-review/triage'
import { arbitrate, refute, verify } from '@/lib/workflows/code-review/verify'
import { modelStages } from '@/lib/workflows/model-stages'
import { tierBySize } from '@/lib/workflows/start-tier'
import { generateTests } from '@/lib/workflows/test-generation/generate-tests'
import { PASSES, type Pass } from './passes'

const STAGES = [generateTests, triage, verify, refute, arbitrate, predict, weigh]
const LARGE = { codeLines: 5000, branches: 900, symbols: [] }
const SMALL = { codeLines: 1, branches: 0, symbols: [] }

/** Where a stage itself begins with an outline; judges look at none of their input for it. */
function startOf(
  stage: (typeof STAGES)[number],
  outline: object,
  startTier: LaunchOptions['startTier'],
): Tier {
  const input = JSON.parse(JSON.stringify({ outline }))
  return stage.startTier(input, LaunchOptions.parse({ startTier })).tier
}

/** What `Pass.start` has to say of a stage. */
function startAsMade(stage: (typeof STAGES)[number]): Pass['start'] {
  const [small, large] = [startOf(stage, SMALL, 'auto'), startOf(stage, LARGE, 'auto')]
  const isMovedByLaunch = Tier.options.every((tier) => startOf(stage, LARGE, tier) === tier)
  const learns = stage.startIsFixed !== true
  return {
    at: small === large ? large : 'by-size',
    movedBy: isMovedByLaunch ? (learns ? 'launch-and-learning' : 'launch') : 'pin',
  }
}

describe('what an estimate takes a stage to do', () => {
  it.each(STAGES.map((stage) => [`${stage.workflow} ${stage.name}`, stage] as const))(
    'is where %s begins',
    (_, stage) => {
      const pass = PASSES[stage.workflow].find(({ stage: name }) => name === stage.name)
      expect(pass?.start).toEqual(startAsMade(stage))
    },
  )

  it('knows each stage that asks models, and no other', () => {
    const known = WorkflowName.options.flatMap((workflow) =>
      PASSES[workflow].map(({ stage }) => `${workflow} ${stage}`),
    )
    const made = STAGES.map(({ workflow, name }) => `${workflow} ${name}`)
    expect(known.toSorted()).toEqual(made.toSorted())
    for (const { workflow, stage } of modelStages) expect(known).toContain(`${workflow} ${stage}`)
  })

  it('sorts by size as the stage that goes by it does', () => {
    const size = (outline: typeof SMALL) => ({ ...outline, publicSymbols: 1 })
    for (const outline of [SMALL, LARGE])
      expect(startOf(generateTests, outline, 'auto')).toBe(tierBySize(size(outline)))
  })
})
