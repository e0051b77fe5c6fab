import { describe, expect, it } from 'vitest'
import type { Tier } from '@/lib/domain/words'
import { chooseStart } from './choose-start'
import { gatherEvidence, type Passage } from './gather-evidence'
import { costToPass, learnStartTier } from './learn-start-tier'
import { isInTrial, planTrial } from './plan-trial'
import { startReason } from './start-reason'

const LARGE = { codeLines: 400, branches: 60, publicSymbols: 20 }
const SMALL = { codeLines: 10, branches: 1, publicSymbols: 2 }

/** `n` passages of large targets that started at a tier, of which so many passed; newest last. */
function passages(startTier: Tier, n: number, passed: number, given: Partial<Passage> = {}): Passage[] {
  return Array.from({ length: n }, (_, at) => ({
    startTier,
    startReason: startReason('trial'),
    model: `model-${startTier}`,
    passed: at < passed,
    costNanoUsd: { cheap: 1_000_000, capable: 20_000_000, premium: 40_000_000 }[startTier],
    size: LARGE,
    ...given,
  }))
}
const evidenceOf = (...parts: Passage[][]) => gatherEvidence(parts.flat(), 'capable', null).evidence

describe('the evidence', () => {
  it('is of targets of one size, by tier, with bounds and the mean cost at that tier', () => {
    const all = [...passages('cheap', 20, 15), ...passages('cheap', 5, 0, { size: SMALL })]
    const { evidence, present } = gatherEvidence(all, 'capable', null)
    expect(evidence.cheap).toMatchObject({ n: 20, passed: 15, meanCostNanoUsd: 1_000_000 })
    expect(evidence.cheap.success?.low).toBeCloseTo(0.531, 3)
    expect(evidence.capable).toEqual({ n: 0, passed: 0, success: null, meanCostNanoUsd: null })
    expect(present).toBeNull()
  })

  it('leaves out starts that a target’s own past decided, and models that serve the tier no more', () => {
    const all = [
      ...passages('capable', 4, 0, { startReason: startReason('target') }),
      ...passages('capable', 3, 3, { model: 'model-of-last-year' }),
      ...passages('capable', 2, 2),
    ]
    const models = { cheap: [], capable: ['model-capable'], premium: [] }
    expect(gatherEvidence(all, 'capable', models).evidence.capable).toMatchObject({ n: 2, passed: 2 })
  })

  it('knows where the newest start by rule was', () => {
    const all = [
      ...passages('premium', 1, 1, { startReason: startReason('pinned') }),
      ...passages('cheap', 1, 1, { startReason: startReason('learned', 'x') }),
      ...passages('capable', 1, 1, { startReason: '400 lines → capable' }),
    ]
    expect(gatherEvidence(all, 'capable', null).present).toBe('cheap')
  })
})

describe('the expected cost of a result that passes', () => {
  it('is the own cost and, for those that do not pass, what the tier above takes', () => {
    const evidence = evidenceOf(passages('cheap', 20, 10), passages('capable', 20, 16))
    expect(costToPass('capable', 0.8, evidence)).toBeCloseTo(25_000_000)
    expect(costToPass('cheap', 0.5, evidence)).toBeCloseTo(1_000_000 + 0.5 * 25_000_000)
  })

  it('is nothing where nothing is paid, also when nothing passes', () => {
    expect(costToPass('premium', 0, evidenceOf(passages('premium', 20, 0, { costNanoUsd: 0 })))).toBe(0)
  })
})

describe('the rule', () => {
  const learn = (present: Tier, ...parts: Passage[][]) =>
    learnStartTier({ bySize: 'capable', present, evidence: evidenceOf(...parts), modelOf: (tier) => tier })

  it('waits for twenty results of both', () => {
    expect(learn('capable', passages('cheap', 19, 19), passages('capable', 40, 40)).tier).toBe('capable')
    expect(learn('capable', passages('cheap', 20, 20), passages('capable', 19, 19)).tier).toBe('capable')
    expect(learn('capable', passages('cheap', 20, 20), passages('capable', 20, 20)).tier).toBe('cheap')
  })

  it('does not move down to a tier that may fail more often than not, however cheap', () => {
    expect(learn('capable', passages('cheap', 40, 25), passages('capable', 20, 20)).tier).toBe('capable')
    expect(learn('capable', passages('cheap', 40, 30), passages('capable', 20, 20)).tier).toBe('cheap')
  })

  it('does not move for less than a tenth', () => {
    const near = passages('cheap', 400, 400, { costNanoUsd: 18_500_000 })
    expect(learn('capable', near, passages('capable', 400, 400)).tier).toBe('capable')
  })

  it('leaves a tier that passes less than half of the time, and says so', () => {
    expect(learn('capable', passages('capable', 20, 5))).toEqual({
      tier: 'premium',
      words: 'capable passed 5 of 20 (11–47 %), fewer than half',
    })
    expect(learn('capable', passages('capable', 20, 6)).tier).toBe('capable')
  })

  it('does not climb to the same model', () => {
    const evidence = evidenceOf(passages('capable', 20, 0))
    const stays = learnStartTier({
      bySize: 'capable',
      present: 'capable',
      evidence,
      modelOf: () => 'the only one',
    })
    expect(stays).toEqual({ tier: 'capable', words: null })
  })

  it('goes back to the size when no tier passes', () => {
    const hopeless = [passages('capable', 20, 0), passages('premium', 20, 0)]
    expect(learn('premium', ...hopeless).tier).toBe('capable')
    expect(learn('capable', ...hopeless)).toMatchObject({ tier: 'capable', words: null })
  })

  it('moves nowhere where nothing is paid', () => {
    const free = { costNanoUsd: 0 }
    expect(learn('capable', passages('cheap', 20, 20, free), passages('capable', 20, 20, free)).tier).toBe(
      'capable',
    )
  })
})

describe('a trial', () => {
  const modelOf = (tier: Tier) => tier
  const known = passages('capable', 20, 20)

  it('is of the tier below: half while it is unknown, one in twenty once it is known or looks bad', () => {
    expect(planTrial('capable', evidenceOf(known), modelOf)).toEqual({ tier: 'cheap', share: 0.5 })
    for (const cheap of [passages('cheap', 5, 0), passages('cheap', 20, 20)]) {
      expect(planTrial('capable', evidenceOf(known, cheap), modelOf)?.share).toBe(0.05)
    }
  })

  it('is not made where nothing can be saved', () => {
    expect(planTrial('cheap', evidenceOf(passages('cheap', 20, 20)), modelOf)).toBeNull()
    expect(planTrial('capable', evidenceOf(known), () => 'the only model')).toBeNull()
    expect(
      planTrial('capable', evidenceOf(passages('capable', 9, 9, { costNanoUsd: 0 })), modelOf),
    ).toBeNull()
    expect(planTrial('capable', evidenceOf(passages('capable', 4, 4)), modelOf)).toBeNull()
  })

  it('takes its share of all ids, the same ones each time', () => {
    const ids = Array.from({ length: 4000 }, (_, at) => `run-${at}`)
    const drawn = ids.filter((id) => isInTrial(id, 0.05))
    expect(drawn.length / ids.length).toBeCloseTo(0.05, 2)
    expect(ids.filter((id) => isInTrial(id, 0.05))).toEqual(drawn)
  })
})

describe('the choice', () => {
  const choose = (given: Partial<Parameters<typeof chooseStart>[0]> = {}) =>
    chooseStart({
      id: 'a run out of any trial',
      bySize: 'capable',
      pin: null,
      known: { evidence: evidenceOf(), present: null },
      past: {},
      modelOf: () => null,
      ...given,
    })
  const cheapIsGood = {
    evidence: evidenceOf(passages('cheap', 30, 30), passages('capable', 30, 30)),
    present: 'cheap' as const,
  }

  it('leaves the size alone when nothing is known', () => {
    expect(choose()).toBeNull()
  })

  it('takes what was learned, with its evidence', () => {
    expect(choose({ known: cheapIsGood })).toEqual({
      tier: 'cheap',
      reason: 'learned: cheap passed 30 of 30 (89–100 %) → cheap',
      byPerson: false,
    })
  })

  it('goes on saying why the size is not followed', () => {
    const evidence = evidenceOf(passages('capable', 20, 2), passages('premium', 9, 9))
    expect(
      choose({ id: 'x', known: { evidence, present: 'premium' }, past: { capable: 'failed' } })?.reason,
    ).toBe('learned: capable passed 2 of 20 (3–30 %), fewer than half → premium')
  })

  it('lets a person’s word win over all of it', () => {
    const pin = { tier: 'premium' as const, note: 'money code' }
    expect(choose({ pin, known: cheapIsGood, past: { cheap: 'failed', capable: 'passed' } })).toEqual({
      tier: 'premium',
      reason: 'pinned in Settings → Routing (premium): “money code”',
      byPerson: true,
    })
  })

  it('starts a target higher where it has failed before, until it passes there', () => {
    const past = { cheap: 'failed', capable: 'passed' } as const
    expect(choose({ known: cheapIsGood, past })).toEqual({
      tier: 'capable',
      reason: 'this target: cheap did not pass on it, capable did → capable',
      byPerson: false,
    })
    expect(choose({ known: cheapIsGood, past: { cheap: 'failed', capable: 'failed' } })?.tier).toBe('cheap')
    expect(choose({ known: cheapIsGood, past: { cheap: 'passed', capable: 'passed' } })?.tier).toBe('cheap')
  })

  it('tries the tier below now and then, but not on a target that failed there', () => {
    const known = { evidence: evidenceOf(passages('capable', 10, 10)), present: null }
    const id = Array.from({ length: 50 }, (_, at) => `run-${at}`).find((one) => isInTrial(one, 0.5)) ?? ''
    const trial = { tier: 'cheap', reason: 'trial: 1 start in 2 tries the tier below capable → cheap' }
    expect(choose({ id, known })).toMatchObject(trial)
    expect(choose({ id, known, past: { cheap: 'failed' } })).toBeNull()
  })
})
