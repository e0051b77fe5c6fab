import { expect, test } from 'vitest'
import { fillPlaceholders } from './fill-placeholders'
import { filledLines } from './filled-lines'

test('tells the lines that hold a value from those of the template', () => {
  const template = 'Module: `{{name}}`\n\nTests for {{focus}}.\n\n```\n{{source}}\n```\n'
  const filled = fillPlaceholders(template, { name: 'm', focus: 'all', source: 'x = 1\n\ny = 2' })
  expect([...filledLines(template, filled)]).toEqual([1, 3, 6, 7, 8])
  expect([...filledLines('{{all}}', 'a\nb')]).toEqual([1, 2])
  expect([...filledLines('Nothing to fill.', 'Nothing to fill.')]).toEqual([])
  expect([...filledLines(template, 'another text')]).toEqual([])
})
