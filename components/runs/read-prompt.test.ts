import { expect, it } from 'vitest'
import { readPrompt } from './read-prompt'

it('reads texts and blocks of every turn', () => {
  const prompt = {
    system: [{ type: 'text', text: 'You write tests.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: 'def f(): ...' },
      { role: 'assistant', content: [{ type: 'text', text: '{}' }] },
      { role: 'user', text: '2 tests fail' },
    ],
    max_tokens: 4000,
  }
  expect(readPrompt(prompt)).toEqual([
    { role: 'system', text: 'You write tests.' },
    { role: 'user', text: 'def f(): ...' },
    { role: 'assistant', text: '{}' },
    { role: 'user', text: '2 tests fail' },
  ])
})

it('names what is no text and shows an unknown form whole', () => {
  const image = { type: 'image', source: 'x' }
  expect(readPrompt({ messages: [{ role: 'user', content: [image] }] })[0]?.text).toContain('"image"')
  expect(readPrompt('plain')).toEqual([{ role: 'request', text: '"plain"' }])
})
