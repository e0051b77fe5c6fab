import { describe, expect, test } from 'vitest'
import { FindingFacet } from '@/lib/domain/finding-query'
import { FACET_ORDER, facetValues, facetValueWord } from './finding-facet-words'

const names = { projectNames: { shop: 'Shop' }, ruleTitles: { 'mutable-default': 'A mutable default' } }

describe('facets of findings', () => {
  test('every facet has its place', () => {
    expect([...FACET_ORDER].sort()).toEqual([...FindingFacet.options].sort())
  })

  test('severities stand from the worst, others by count, chosen ones stay', () => {
    expect(facetValues('severity', { low: 9, critical: 1, medium: 3 }, [])).toEqual([
      ['critical', 1],
      ['medium', 3],
      ['low', 9],
    ])
    expect(facetValues('rule', { b: 1, a: 1, c: 5 }, ['gone'])).toEqual([
      ['c', 5],
      ['a', 1],
      ['b', 1],
      ['gone', 0],
    ])
  })

  test('values have words, unknown ones stand for themselves', () => {
    expect(facetValueWord('project', 'shop', names)).toBe('Shop')
    expect(facetValueWord('rule', 'mutable-default', names)).toBe('A mutable default')
    expect(facetValueWord('rule', 'ruff/B006', names)).toBe('ruff/B006')
    expect(facetValueWord('reason', 'wont-fix', names)).toBe('Won’t fix')
  })
})
