import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { helpersFolder } from './helper-files'
import { readModules } from './read-modules'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const SAMPLE = `"""A sample."""
import os, sys
from . import sibling
from ..base import A, B
try:
    import fast
except ImportError:
    fast = None

@decorated(1)
def first(x: int = 1, *, y) -> str:
    """Does it."""
    # a comment
    for item in x:
        if item and y or not x:
            return "text"

class Thing(Base, metaclass=Meta):
    async def _hidden(self): ...
    def shown(self): return [a for a in b if a]

def _private(): pass

if __name__ == "__main__":
    first()
`

describe('readModules', () => {
  it('reads symbols, imports and figures', async () => {
    const [facts] = await readModules([{ path: 'a/sample.py', source: SAMPLE }])
    expect(facts).toMatchObject({
      path: 'a/sample.py',
      lines: 25,
      codeLines: 18,
      hasMain: true,
      hasDocstring: true,
      publicSymbols: 4,
      documentedSymbols: 2,
      syntaxError: null,
      imports: [
        { module: 'os', names: [], level: 0, line: 2, guarded: false },
        { module: 'sys', names: [], level: 0, line: 2, guarded: false },
        { module: '', names: ['sibling'], level: 1, line: 3, guarded: false },
        { module: 'base', names: ['A', 'B'], level: 2, line: 4, guarded: false },
        { module: 'fast', names: [], level: 0, line: 6, guarded: true },
      ],
    })
    expect(facts?.symbols.map(({ canonicalHash: _, ...symbol }) => symbol)).toEqual([
      {
        kind: 'function',
        qualifiedName: 'first',
        startLine: 10,
        endLine: 16,
        signature: 'def first(x: int=1, *, y) -> str',
        decorators: ['decorated(1)'],
        hasDocstring: true,
        isAsync: false,
        public: true,
        complexity: 5,
        branches: 2,
      },
      expect.objectContaining({
        kind: 'class',
        qualifiedName: 'Thing',
        signature: 'class Thing(Base, metaclass=Meta)',
      }),
      expect.objectContaining({
        qualifiedName: 'Thing._hidden',
        isAsync: true,
        public: false,
        complexity: 1,
      }),
      expect.objectContaining({ qualifiedName: 'Thing.shown', public: true, branches: 2 }),
      expect.objectContaining({ qualifiedName: '_private', public: false }),
    ])
  })

  it('hashes what the code means, not how it is written', async () => {
    const sources = [
      'def f(x):\n    """Docs."""\n    return x + 1\n',
      'def f( x ):   # comment\n\n    return (x+1)\n',
      'def f(x):\n    return x + 2\n',
    ]
    const [first, second, third] = await readModules(sources.map((source) => ({ path: 'm.py', source })))
    expect(second?.canonicalHash).toBe(first?.canonicalHash)
    expect(second?.symbols[0]?.canonicalHash).toBe(first?.symbols[0]?.canonicalHash)
    expect(third?.canonicalHash).not.toBe(first?.canonicalHash)
  })

  it('says where a file is broken and reads the others', async () => {
    const hostile = [
      'def f(:\n',
      'x = 1\nreturn 1\n',
      'x = "\0"\n',
      `x = "${'\ud800'}"\n`,
      '('.repeat(100_000),
      `${'-'.repeat(200_000)}1`,
      `a${'.b'.repeat(90_000)}`,
      `x = ${'['.repeat(60)}${']'.repeat(60)}`,
      'x'.repeat(2_000_001),
    ]
    const facts = await readModules(
      [...hostile, 'x = 1\n'].map((source, index) => ({ path: `${index}.py`, source })),
    )
    expect(facts.map(({ path }) => path)).toEqual(facts.map((_, index) => `${index}.py`))
    expect(facts[0]?.syntaxError).toEqual({ line: 1, column: 7, message: expect.any(String) })
    expect(facts[1]?.syntaxError).toMatchObject({ line: 2, message: "'return' outside function" })
    for (const index of [2, 3, 4, 5, 6, 8]) expect(facts[index]?.syntaxError).not.toBeNull()
    expect(facts[7]?.syntaxError).toBeNull()
    expect(facts[9]).toMatchObject({ syntaxError: null, codeLines: 1 })
  })

  it('strips a byte order mark and reads its own helper', async () => {
    const own = readFileSync(`${helpersFolder()}/assay_helpers/read_modules/facts.py`, 'utf8')
    const [facts] = await readModules([{ path: 'facts.py', source: `\ufeff${own}` }])
    expect(facts?.syntaxError).toBeNull()
    expect(facts?.symbols.map(({ qualifiedName }) => qualifiedName)).toContain('read_module')
  })
})
