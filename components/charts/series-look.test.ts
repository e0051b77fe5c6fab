import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { seriesLooks } from './series-look'

const series = (keys: string[], color: string | null = null) =>
  keys.map((key) => ({ key, label: key, color, runs: null }))
const eight = Array.from({ length: 8 }, (_, index) => `s${index}`)

it('eight series and the rest have nine colours; a colour with a meaning stays', () => {
  const looks = seriesLooks(series([...eight, 'others']))
  expect(new Set(looks.map(({ color }) => color)).size).toBe(9)
  expect(looks.at(-1)?.color).toBe('var(--template)')
  expect(seriesLooks(series(['a'], '--verified'))[0]?.color).toBe('var(--verified)')
})

it('neighbours differ without colour, too', () => {
  const looks = seriesLooks(series(eight))
  looks.slice(1).forEach((look, index) => {
    expect(look.pattern).not.toBe(looks[index]?.pattern)
    expect(look.dash).not.toBe(looks[index]?.dash)
  })
})

it('a series keeps its look when it outgrows another', () => {
  const look = (keys: string[], key: string) => seriesLooks(series(keys)).find((one) => one.key === key)
  for (const key of ['a', 'b', 'c']) expect(look(['c', 'a', 'b'], key)).toEqual(look(['b', 'c', 'a'], key))
})

it('a series keeps its look when a further one comes, whatever that is called', () => {
  const look = (keys: string[], key: string) => seriesLooks(series(keys)).find((one) => one.key === key)
  const workflows = ['test-generation', 'documentation', 'code-review', 'bug-prediction']
  const savings = ['tiering', 'prompt-cache', 'cache', 'batch']
  for (const words of [workflows, savings, ['p95', 'p50', 'p99'], ['premium', 'capable', 'cheap']]) {
    words.forEach((later, index) => {
      for (const key of words.slice(0, index)) {
        expect(look([key], key)).toEqual(look([later, key, 'others', 'no-value'], key))
      }
    })
  }
  // Names of others are not known beforehand; these do not wish for the same place.
  expect(look(['model-b'], 'model-b')).toEqual(look(['model-b', 'model-a', 'test-model'], 'model-b'))
})

it('a single series is drawn plainly, and nine are told apart without colour', () => {
  expect(seriesLooks(series(['all']))[0]).toMatchObject({ pattern: 'plain', dash: undefined })
  const looks = seriesLooks(series([...eight, 'others', 'no-value']))
  expect(new Set(looks.map(({ pattern }) => pattern)).size).toBe(10)
  expect(new Set(looks.map(({ dash }) => dash)).size).toBe(10)
})

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

it('every colour of a series can be seen on a panel, light and dark (3:1, WCAG 1.4.11)', () => {
  const css = readFileSync('app/globals.css', 'utf8')
  const themes = css
    .split('\n.dark,')
    .map(
      (theme) =>
        new Map([...theme.matchAll(/(--[\w-]+): (#\w{6});/g)].map(([, name = '', hex = '']) => [name, hex])),
    )
  expect(themes).toHaveLength(2)
  for (const theme of themes) {
    const panel = luminance(theme.get('--panel') ?? '')
    const tokens = [...theme.keys()].filter((name) => name.startsWith('--chart-'))
    expect(tokens).toHaveLength(8)
    for (const token of tokens) {
      const [low = 0, high = 0] = [panel, luminance(theme.get(token) ?? '')].toSorted((a, b) => a - b)
      expect((high + 0.05) / (low + 0.05), token).toBeGreaterThan(3)
    }
  }
})
