import { describe, expect, it } from 'vitest'
import { parsePrompt } from './parse-prompt'
import { readPrompts } from './sync-prompts'

const file = `---
tier: capable
maxTokens: 2000
outputSchema: Words
variables: [source, failure]
---

# System

Be brief.

# User

Source: {{source}}

# Repair

It failed: {{failure}}
`

describe('parsePrompt', () => {
  it('reads front matter and sections', () => {
    expect(parsePrompt('test-generation/generate.v12', file)).toMatchObject({
      workflow: 'test-generation',
      stage: 'generate',
      version: 12,
      meta: { tier: 'capable', maxTokens: 2000 },
      system: 'Be brief.',
      user: 'Source: {{source}}',
      repair: 'It failed: {{failure}}',
    })
  })

  it('hashes the text, whatever the line ends', () => {
    const hash = parsePrompt('a/b.v1', file).hash
    expect(parsePrompt('a/b.v1', file.replaceAll('\n', '\r\n')).hash).toBe(hash)
    expect(parsePrompt('a/b.v1', file.replace('brief', 'long')).hash).not.toBe(hash)
  })

  it.each([
    ['a variable that is not named', file.replace('{{source}}', '{{source}} {{more}}'), 'front matter says'],
    ['a named variable that is not used', file.replace('{{source}}', ''), 'front matter says'],
    ['a variable in the stable prefix', file.replace('brief', '{{source}}'), 'stable prefix'],
    ['a foreign variable in the repair', file.replace('{{failure}}', '{{source}}'), 'knows no {{source}}'],
    ['no repair section', file.replace('# Repair', '# Else'), '"# Repair" is missing'],
    ['an unknown tier', file.replace('capable', 'best'), 'tier'],
    ['an unknown key', file.replace('tier:', 'temperature: 1\ntier:'), 'temperature'],
    ['no front matter', file.replace('---\n', ''), 'front matter'],
  ])('refuses %s', (_name, text, problem) => {
    expect(() => parsePrompt('a/b.v1', text)).toThrow(problem)
  })

  it('refuses a name without a version', () => {
    expect(() => parsePrompt('a/b', file)).toThrow('<workflow>/<stage>.v<number>')
  })
})

describe('the prompts of the product', () => {
  it('all parse', async () => {
    expect((await readPrompts()).length).toBeGreaterThan(0)
  })
})
