import { describe, expect, it } from 'vitest'
import type { FindingContext } from './context-of'
import { forgetting, isSpokenAgainst } from './decide-hidden'
import { fitConfidence } from './fit-confidence'
import type { Kind, Observation } from './verdict-tree'

const kind = (over: Partial<Kind> = {}, context: Partial<FindingContext> = {}): Kind => ({
  rule: 'swallowed@1',
  projectId: 'one',
  rawConfidence: 0.6,
  ...over,
  context: { folder: 'library', scope: 'public', subject: '', ...context },
})
const judged = (count: number, isRight: boolean, of: Kind, weight = 1): Observation[] =>
  Array.from({ length: count }, () => ({ ...of, isRight, weight }))

const inTests = kind({}, { folder: 'tests', scope: 'test' })

describe('confidence', () => {
  it('is the raw one as long as nobody judged anything', () => {
    expect(fitConfidence([])(kind()).value).toBeCloseTo(0.6)
    expect(fitConfidence([])(kind({ rawConfidence: 0.95 })).value).toBeCloseTo(0.95)
  })

  it('falls with dismissals and rises with acceptances, the more the further', () => {
    const confidenceAfter = (count: number, isRight: boolean) =>
      fitConfidence(judged(count, isRight, kind()))(kind()).value
    expect(confidenceAfter(1, false)).toBeLessThan(0.6)
    expect(confidenceAfter(5, false)).toBeLessThan(confidenceAfter(1, false))
    expect(confidenceAfter(1, true)).toBeGreaterThan(0.6)
    expect(confidenceAfter(5, true)).toBeGreaterThan(confidenceAfter(1, true))
  })

  it('is moved by one word and settled by a second that agrees', () => {
    const confidenceAfter = (count: number, isRight: boolean) =>
      fitConfidence(judged(count, isRight, kind()))(kind()).value
    expect(confidenceAfter(1, false)).toBeGreaterThan(0.33)
    expect(confidenceAfter(1, false)).toBeLessThan(0.45)
    expect(confidenceAfter(2, false)).toBeLessThan(0.1)
    expect(confidenceAfter(1, true)).toBeLessThan(0.8)
    expect(confidenceAfter(2, true)).toBeGreaterThan(0.9)
  })

  it('tells the contexts of a rule apart', () => {
    const predict = fitConfidence([...judged(6, true, kind()), ...judged(6, false, inTests)])
    expect(predict(kind()).value).toBeGreaterThan(0.9)
    expect(predict(inTests).value).toBeLessThan(0.1)
  })

  it('goes over to contexts and projects never judged, by less', () => {
    const predict = fitConfidence([...judged(8, false, kind()), ...judged(8, false, inTests)])
    const elsewhere = predict(kind({}, { folder: 'scripts' }))
    const otherProject = predict(kind({ projectId: 'two' }))
    for (const { value } of [elsewhere, otherProject]) {
      expect(value).toBeLessThan(0.5)
      expect(value).toBeGreaterThan(predict(kind()).value)
    }
    expect(isSpokenAgainst(otherProject)).toBe(false)
  })

  it('moves by little in a project for one verdict in another', () => {
    const otherProject = (isRight: boolean) =>
      fitConfidence(judged(1, isRight, kind()))(kind({ projectId: 'two' })).value
    expect(otherProject(false)).toBeGreaterThan(0.5)
    expect(otherProject(false)).toBeLessThan(0.6)
    expect(otherProject(true)).toBeGreaterThan(0.6)
    expect(otherProject(true)).toBeLessThan(0.7)
  })

  it('moves by less in another kind of folder for one verdict', () => {
    const predict = fitConfidence(judged(1, false, kind()))
    const elsewhere = predict(kind({}, { folder: 'tests' })).value
    expect(elsewhere).toBeGreaterThan(0.35)
    expect(elsewhere).toBeGreaterThan(predict(kind()).value)
  })

  it('learns from many particular findings of a kind for the next one', () => {
    const secrets = ['a', 'b', 'c', 'd'].flatMap((subject) =>
      judged(1, false, kind({}, { folder: 'tests', subject })),
    )
    const next = fitConfidence(secrets)(kind({}, { folder: 'tests', subject: 'e' }))
    expect(isSpokenAgainst(next)).toBe(true)
  })

  it('does not hide the like of a single dismissed finding', () => {
    expect(isSpokenAgainst(fitConfidence(judged(1, false, kind()))(kind()))).toBe(false)
    expect(isSpokenAgainst(fitConfidence(judged(3, false, kind()))(kind()))).toBe(true)
  })

  it('counts two dismissals of last week as two, and those of two years ago not at all', () => {
    const ofAge = (days: number) => forgetting(days * 24 * 3_600_000)
    expect(isSpokenAgainst(fitConfidence(judged(2, false, kind(), ofAge(7)))(kind()))).toBe(true)
    const half = fitConfidence([
      ...judged(1, false, kind(), ofAge(7)),
      ...judged(5, false, kind({}, { subject: 'x' }), ofAge(730)),
    ])
    expect(half(kind()).support).toBe(1)
  })

  it('takes an acceptance for no dismissal', () => {
    const poor = kind({ rawConfidence: 0.2 })
    const predict = fitConfidence([...judged(1, false, poor), ...judged(1, true, kind({}, { subject: 'x' }))])
    expect(predict(poor).support).toBe(1)
  })

  it('begins anew when the rule has another version', () => {
    const predict = fitConfidence(judged(6, false, kind()))
    expect(isSpokenAgainst(predict(kind({ rule: 'swallowed@2' })))).toBe(false)
    expect(predict(kind({ rule: 'swallowed@2' })).value).toBeGreaterThan(0.45)
  })

  it('forgets: what was hidden two years ago is shown again', () => {
    const old = forgetting(730 * 24 * 3_600_000)
    expect(old).toBeCloseTo(2 ** (-730 / 180))
    expect(isSpokenAgainst(fitConfidence(judged(6, false, kind(), old))(kind()))).toBe(false)
  })

  it('is the same whatever the order of the verdicts', () => {
    const verdicts = [...judged(3, true, kind()), ...judged(4, false, inTests)]
    expect(fitConfidence([...verdicts].reverse())(kind())).toEqual(fitConfidence(verdicts)(kind()))
  })
})
