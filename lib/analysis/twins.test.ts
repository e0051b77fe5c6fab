import { expect, it } from 'vitest'
import { analyseSources, type WantedPlace } from './analyse-sources'

const SOURCE = `def save(log, x):
    log.write(x)
    if x:
        log.write( x )
    log.write(x + 1)


def other(log, x):
    log.write(x)
    if x:
        return 1
    if x:
        return 2
`

const name = async (...places: WantedPlace[]) => {
  const [analysis] = await analyseSources([{ path: 'm.py', source: SOURCE, rules: [], places }])
  return (analysis?.places ?? []).map((place) => place?.fingerprint)
}
const at = (startLine: number): WantedPlace => ({ rule: 'leak', startLine })

it('tells twins apart, whether one of them is asked about or all are', async () => {
  const lines = [2, 4, 5, 8, 9, 11]
  const together = await name(...lines.map(at))
  expect(new Set(together).size).toBe(lines.length)
  expect(together).not.toContain(undefined)
  const alone = await Promise.all(lines.map((line) => name(at(line))))
  expect(alone.flat()).toEqual(together)
})

it('reads what is nested deeply at the price of its length', async () => {
  const chain = Array.from({ length: 3_000 }, (_, index) => `a${index}`).join(' + ')
  const places = [{ rule: 'leak', startLine: 2 }]
  const source = `def f():\n    x = 1\n    return (${chain})\n`
  const [analysis] = await analyseSources([{ path: 'm.py', source, rules: [], places }])
  expect(analysis).toMatchObject({ syntaxError: null, problems: [], places: [{ quote: 'x = 1' }] })
})
