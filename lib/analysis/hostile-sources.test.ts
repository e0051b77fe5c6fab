import { beforeAll, expect, it } from 'vitest'
import { type Analysis, analyseSources } from './analyse-sources'
import { gatherByModule } from './gather-by-module'
import { gatherFindings } from './gather-findings'

const GOOD = 'def add(tag, tags=[]):\n    tags.append(tag)\n    return tags\n'
/** What somebody could upload to bring an analysis down. */
const HOSTILE: Record<string, string> = {
  'deep-parentheses': `x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}\n`,
  'deep-operators': `x = ${'1 + '.repeat(30_000)}1\n`,
  'deep-attributes': `x = a${'.b'.repeat(30_000)}\n`,
  'deep-blocks': `${Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')}${' '.repeat(90)}pass\n`,
  'deep-lambdas': `x = ${'lambda: '.repeat(5_000)}1\n`,
  'deep-strings': `x = ${'not '.repeat(20_000)}x\n`,
  nul: 'x = 1\0\n',
  'lone-surrogate': 'x = "\ud800"\n',
  'long-line': `x = "${'a'.repeat(2_000_000 - 10)}"\n`,
  'too-long': `x = "${'a'.repeat(2_100_000)}"\n`,
  'many-names': Array.from({ length: 20_000 }, (_, n) => `a${n} = a${n ? n - 1 : 0}\n`).join(''),
  'form-feeds': 'x = 1\n\f\ndef f(a=[]):\n    a.append(1)\n',
  'bad-encoding': '# coding: utf-7\nx = 1\n',
  'old-line-ends': 'def f(a=[]):\r    a.append(1)\r',
  'long-integer': `def f(a=[0x${'F'.repeat(4_000)}]):\n    a.append(1)\n`,
  'wide-power': 'x = 9 ** 9 ** 9 ** 9\ny = "a" * 10 ** 12\n',
}
const modules = Object.entries(HOSTILE).flatMap(([name, source]) => [
  { path: `${name}.py`, source },
  { path: `after-${name}.py`, source: GOOD },
])
let analyses: Analysis[] = []

beforeAll(async () => {
  analyses = await analyseSources(modules)
}, 60_000)

it('none of them costs the others anything', () => {
  expect(analyses.map(({ path }) => path)).toEqual(modules.map(({ path }) => path))
  const others = analyses.filter(({ path }) => path.startsWith('after-'))
  expect(others.map(({ detections }) => detections.map(({ rule }) => rule))).toEqual(
    others.map(() => ['mutable-default']),
  )
})

it.each(['nul', 'lone-surrogate', 'too-long', 'deep-parentheses'])(
  'says of %s that it could not be read',
  (name) => {
    expect(analyses.find(({ path }) => path === `${name}.py`)?.syntaxError?.message).toMatch(/\w/)
  },
)

it.each(['form-feeds', 'old-line-ends', 'bad-encoding', 'long-line', 'long-integer', 'wide-power'])(
  'reads %s',
  (name) => {
    const analysis = analyses.find(({ path }) => path === `${name}.py`)
    expect(analysis?.syntaxError).toBeNull()
    expect(analysis?.problems).toEqual([])
  },
)

it('quotes and counts lines as Python does', () => {
  const of = (name: string) => analyses.find(({ path }) => path === `${name}.py`)?.detections[0]
  expect(of('form-feeds')).toMatchObject({ quote: '[]', range: { startLine: 3 } })
  expect(of('old-line-ends')).toMatchObject({ quote: '[]', range: { startLine: 1 } })
})

it('other tools do not fall over them either', async () => {
  const hostile = modules.filter(({ path }) => !path.startsWith('after-'))
  const last = { path: 'after-all.py', source: GOOD }
  const { detections, notes } = await gatherFindings({ modules: [...hostile, last] })
  const good = detections.filter(({ path }) => path === last.path)
  expect(good).toHaveLength(1)
  expect(good[0]?.message).toContain('Ruff (B006)')
  expect(notes.filter(({ path }) => path === null || path === last.path)).toEqual([])
}, 60_000)

it('a module that was not analysed is told apart from one in which nothing was found', async () => {
  const notCompiled = { path: 'return.py', source: `${GOOD}return tags\n` }
  const { modules: gathered } = await gatherByModule({
    modules: [notCompiled, { path: 'good.py', source: GOOD }],
  })
  expect(gathered[0]?.unread).toContain('outside function')
  expect(gathered[0]?.looked).not.toContain('assay')
  expect(gathered[1]).toMatchObject({ unread: null, looked: ['assay', 'ruff', 'pyright'] })
}, 60_000)
