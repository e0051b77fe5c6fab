import { beforeEach, expect, it, vi } from 'vitest'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'
import { readModules } from './read-modules'
import { type PythonRun, runPython } from './run-python'

vi.mock('./run-python', () => ({ runPython: vi.fn() }))
vi.mock('./toolchain', () => ({ requireToolchain: async () => ({}) }))

const ended = (end: SandboxResult['ended']) => ({ ended: end, stderr: '' }) as SandboxResult
const files = Array.from({ length: 40 }, (_, i) => ({ path: `${i}.py`, source: 'x = 1\n' }))

beforeEach(() => {
  vi.mocked(runPython).mockReset()
})

it('gives up reading after ten files that took their process down, and says so of the rest', async () => {
  vi.mocked(runPython).mockImplementation(async () => ended('timeout'))
  const facts = await readModules(files)
  expect(vi.mocked(runPython)).toHaveBeenCalledTimes(10)
  expect(facts.map(({ path }) => path)).toEqual(files.map(({ path }) => path))
  expect(facts[9]?.syntaxError?.message).toContain('could not be read within 60 s')
  expect(facts[10]?.syntaxError?.message).toBe(
    'was not read: 10 files before it could not be. Leave those out and refresh the project',
  )
  expect(facts[39]?.syntaxError?.message).toContain('was not read')
})

it('a broken file costs no other while they are fewer', async () => {
  const answer = ({ path }: { path: string }) => ({ ...plainFacts, path })
  vi.mocked(runPython).mockImplementation(async ({ stdin = '', onStdoutLine }: PythonRun) => {
    for (const line of stdin.trim().split('\n')) {
      const file: { path: string } = JSON.parse(line)
      if (file.path === '3.py') return ended('memory-limit')
      onStdoutLine?.(JSON.stringify(answer(file)))
    }
    return ended('exited')
  })
  const facts = await readModules(files)
  expect(facts.filter(({ syntaxError }) => syntaxError !== null).map(({ path }) => path)).toEqual(['3.py'])
})

const plainFacts = {
  lines: 1,
  codeLines: 1,
  symbols: [],
  imports: [],
  publicSymbols: 0,
  documentedSymbols: 0,
  complexity: 0,
  branches: 0,
  hasMain: false,
  hasDocstring: false,
  canonicalHash: null,
  syntaxError: null,
}
