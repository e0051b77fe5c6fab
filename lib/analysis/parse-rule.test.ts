import { describe, expect, it } from 'vitest'
import { parseRule } from './parse-rule'

const HEAD = `---
title: A default is shared
category: correctness
severity: medium
cwe: 1188
confidence: 0.8
---`
const BODY = `
Why it matters, with a \`word\`.

## Bad

Said before the code.

\`\`\`python
def f(a=[]): a.append(1)
\`\`\`

\`\`\`python
x = 1
\`\`\`

## Good

\`\`\`python
def f(a=None): pass
\`\`\`

## Fix

Make it inside.
`

describe('parseRule', () => {
  it('reads front matter, texts and all examples', () => {
    expect(parseRule('mutable-default', HEAD + BODY)).toEqual({
      id: 'mutable-default',
      title: 'A default is shared',
      category: 'correctness',
      severity: 'medium',
      cwe: 1188,
      confidence: 0.8,
      why: 'Why it matters, with a `word`.',
      bad: ['def f(a=[]): a.append(1)\n', 'x = 1\n'],
      good: ['def f(a=None): pass\n'],
      fix: 'Make it inside.',
    })
  })

  it('reads foreign line ends', () => {
    const rule = parseRule('x', (HEAD + BODY).replaceAll('\n', '\r\n'))
    expect(rule.bad).toHaveLength(2)
  })

  it.each([
    ['no front matter', BODY, 'no front matter'],
    ['an unknown severity', HEAD.replace('medium', 'terrible') + BODY, 'severity'],
    ['an unknown key', HEAD.replace('cwe:', 'owner: me\ncwe:') + BODY, 'owner'],
    ['a confidence above one', HEAD.replace('0.8', '8') + BODY, 'confidence'],
    ['no good example', HEAD + BODY.replace('## Good', '## Fine'), '"## Good" is missing'],
    ['no code', HEAD + BODY.replaceAll('```python', '```'), '"## Bad" has no Python example'],
  ])('refuses %s', (_, text, why) => {
    expect(() => parseRule('x', text)).toThrow(why)
  })
})
