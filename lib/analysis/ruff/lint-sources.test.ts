import { expect, it } from 'vitest'
import { lintSources } from './lint-sources'

const lint = async (source: string) => {
  const { findings, notes } = await lintSources([{ path: 'm.py', source }])
  expect(notes).toEqual([])
  return findings[0]?.map(({ code, confidence }) => [code, confidence]) ?? []
}

it('asks for faults, and for no style', async () => {
  expect(await lint('import os, sys\nl=1;x = [ 1,2 ]\nassert (x, "l")\n')).toEqual([['F631', 0.9]])
})

it('does not believe in many undefined names, nor in a fault that a module is full of', async () => {
  expect(await lint('a()\n')).toEqual([['F821', 0.75]])
  expect(await lint('a()\nb()\nc()\n')).toEqual([1, 2, 3].map(() => ['F821', 0.3]))
  const repeated = (count: number) =>
    `x = {${Array.from({ length: count }, (_, n) => `${n}: 1, ${n}: 2`).join(', ')}}\n`
  expect(new Set((await lint(repeated(2))).map(String))).toEqual(new Set(['F601,0.9']))
  expect(new Set((await lint(repeated(9))).map(String))).toEqual(new Set(['F601,0.3']))
})
