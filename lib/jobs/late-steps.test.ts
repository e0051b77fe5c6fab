import { expect, test } from 'vitest'
import { noteRepeatable, takeRepeatable } from './late-steps'

test('a step is repeatable once, and one of a flow that never stored it is forgotten', () => {
  noteRepeatable('a flow', 3)
  expect(takeRepeatable('a flow', 3)).toBe(true)
  expect(takeRepeatable('a flow', 3)).toBe(false)
  noteRepeatable('a flow that was cancelled', 1)
  for (let flow = 0; flow < 10_000; flow++) noteRepeatable(`flow ${flow}`, 1)
  expect(takeRepeatable('a flow that was cancelled', 1)).toBe(false)
  expect(takeRepeatable('flow 9999', 1)).toBe(true)
})
