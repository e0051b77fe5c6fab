import { expect, it } from 'vitest'
import { type CodeToken, highlightPython } from './highlight-python'

async function highlight(code: string): Promise<CodeToken[][]> {
  let lines: CodeToken[][] = []
  await highlightPython(
    code,
    (soFar) => {
      lines = soFar
    },
    new AbortController().signal,
  )
  return lines
}

const textOf = (line: CodeToken[] | undefined) => (line ?? []).map((token) => token.text).join('')
const colorOf = (line: CodeToken[] | undefined, text: string) =>
  line?.find((token) => token.text.trim() === text)?.color

it('colours by the tokens of the style sheet and keeps the text', async () => {
  const lines = await highlight('def area(r):\n    return "x"  # no\n')
  expect(lines.map(textOf)).toEqual(['def area(r):', '    return "x"  # no', ''])
  expect(colorOf(lines[0], 'def')).toBe('var(--syntax-keyword)')
  expect(colorOf(lines[0], 'area')).toBe('var(--syntax-name)')
  expect(colorOf(lines[1], 'return')).toBe('var(--syntax-keyword)')
})

it('carries an open string over the border between two steps', async () => {
  const code = `${'x = 1\n'.repeat(198)}text = """\n${'still in the string\n'.repeat(5)}"""\ny = 2`
  const lines = await highlight(code)
  expect(lines.map(textOf).join('\n')).toBe(code)
  expect(colorOf(lines[201], 'still in the string')).toBe('var(--syntax-string)')
})

it('stops when the page has moved on', async () => {
  const controller = new AbortController()
  let steps = 0
  await highlightPython(
    'x = 1\n'.repeat(1000),
    () => {
      steps += 1
      controller.abort()
    },
    controller.signal,
  )
  expect(steps).toBe(1)
})
