import { describe, expect, it } from 'vitest'
import { analyseSources } from './analyse-sources'
import { loadRules } from './load-rules'

const rules = [...(await loadRules()).values()]
const examples = rules.flatMap(({ id, bad, good }) => [
  ...bad.map((source, index) => ({ id, kind: 'bad' as const, index, source })),
  ...good.map((source, index) => ({ id, kind: 'good' as const, index, source })),
])
const analyses = await analyseSources(
  examples.map(({ id, kind, index, source }) => ({ path: `${id}-${kind}-${index}.py`, source })),
)

describe.each(rules)('rule $id', ({ id }) => {
  it.each(examples.map((example, place) => ({ ...example, place })).filter((example) => example.id === id))(
    'its $kind example $index',
    ({ kind, place }) => {
      const { detections, syntaxError, problems } = analyses[place] ?? {}
      expect(syntaxError).toBeNull()
      expect(problems).toEqual([])
      const found = detections?.map(({ rule }) => rule) ?? []
      if (kind === 'bad') expect(found).toContain(id)
      else expect(found).toEqual([])
    },
  )
})

it('every finding quotes the text at its range', () => {
  for (const [place, { detections }] of analyses.entries()) {
    const lines = (examples[place]?.source ?? '').split('\n')
    for (const { range, quote } of detections) {
      const text = lines.slice(range.startLine - 1, range.endLine)
      text[text.length - 1] = (text.at(-1) ?? '').slice(0, range.endColumn)
      text[0] = (text[0] ?? '').slice(range.startColumn)
      expect(text.join('\n')).toBe(quote)
    }
  }
})
