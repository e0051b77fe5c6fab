import { expect, it } from 'vitest'
import { readAnswer } from './read-answer'

it('shows the parts of a test file as code', () => {
  const code = 'def test_a():\n    assert f("x\\n")\n'
  const tests = [{ name: 'test_a', purpose: 'keeps the newline', code }]
  expect(readAnswer(JSON.stringify({ imports: ['import a', 'import b'], helpers: '', tests }))).toEqual([
    { title: 'Answer: imports', text: 'import a\nimport b', language: 'python' },
    { title: 'Answer: test_a – keeps the newline', text: code.trim(), language: 'python' },
  ])
})

it('indents other JSON and leaves the rest as it came', () => {
  expect(readAnswer('{"words":["one"]}')[0]?.text).toBe('{\n  "words": [\n    "one"\n  ]\n}')
  for (const answer of [
    'I cannot do this.',
    '{"imports":["import a"], "tes',
    '{"imports":[],"helpers":"","tests":[]}',
  ]) {
    expect(readAnswer(answer)).toEqual([{ title: 'Answer', text: answer, language: 'text' }])
  }
})
