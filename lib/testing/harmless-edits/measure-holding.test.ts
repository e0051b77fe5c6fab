import { expect, it } from 'vitest'
import { loadRules } from '@/lib/analysis/load-rules'
import { editHarmlessly, HARMLESS_KINDS } from './edit-harmlessly'
import { makeEdits } from './make-edits'
import { measureHolding } from './measure-holding'

const SOURCE = `"""Adds."""
import os


def add(tag, tags=[]):
    tags.append(tag)
    return tags


def total(values):
    result = 0
    for value in values:
        result = result + value
    print("total", result)
    return result
`

it.each([...HARMLESS_KINDS, 'twin'] as const)(
  'makes the edit %s, the same for the same seed',
  async (kind) => {
    const wanted = { source: SOURCE, kind, seed: 3, spared: kind === 'twin' ? [14] : [5] }
    const [first, again, other] = await editHarmlessly([wanted, wanted, { ...wanted, source: 'x = (' }])
    expect(first).toBeTypeOf('string')
    expect(first).not.toBe(SOURCE)
    expect(again).toBe(first)
    expect(other).toBeNull()
  },
)

it('names of findings outlive edits elsewhere, and twins are told as new', async () => {
  const modules = [...(await loadRules()).values()]
    .slice(0, 40)
    .map(({ id, bad }) => ({ path: `${id}.py`, source: bad.join('\n\n') }))
  const holding = measureHolding(await makeEdits(modules, 200, 7))
  expect(holding.lost.filter((text) => !text.startsWith('twin'))).toEqual([])
  expect(holding).toMatchObject({ held: holding.wanted, twinsReported: holding.twins, newlyHidden: 0 })
  expect(holding.edits).toBeGreaterThan(100)
}, 60_000)
