import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outlineModule } from './outline-module'
import { requireToolchain } from './toolchain'

let folder: string
let interpreter: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-context-'))
  interpreter = (await requireToolchain()).interpreter
})
afterAll(() => rm(folder, { recursive: true }))

/** Context hashes of a module's functions and classes, by name; of several with one name, in their order. */
async function contexts(name: string, source: string): Promise<Map<string, string>> {
  await writeFile(path.join(folder, `${name}.py`), source)
  const outline = await outlineModule({
    projectDir: folder,
    sourceRoot: '',
    modulePath: `${name}.py`,
    moduleName: name,
  })
  if ('unavailable' in outline) throw new Error(outline.text)
  expect(outline.syntaxError).toBeNull()
  const found = new Map<string, string>()
  for (const { qualifiedName, contextHash } of outline.symbols) {
    found.set(qualifiedName, `${found.get(qualifiedName) ?? ''} ${contextHash}`)
  }
  return found
}

const changedIn = (before: Map<string, string>, after: Map<string, string>) =>
  [...before].filter(([name, hash]) => after.get(name) !== hash).map(([name]) => name)

/** Writes a standard module in another layout without comments, and with one of its functions changed. */
const EDIT = `
import ast, importlib, inspect, json, sys
name, pick = sys.argv[1], int(sys.argv[2])
source = inspect.getsource(importlib.import_module(name))
tree = ast.parse(source)
functions = []
for node in tree.body:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        functions.append((node.name, node))
    elif isinstance(node, ast.ClassDef):
        functions += [(f"{node.name}.{sub.name}", sub) for sub in node.body if isinstance(sub, ast.FunctionDef)]
reformatted = ast.unparse(tree)
target, node = functions[pick % len(functions)]
node.body.append(ast.parse("changed_here = 12345").body[0])
print(json.dumps({"source": source, "reformatted": reformatted, "edited": ast.unparse(tree), "target": target}))
`

interface Edited {
  source: string
  reformatted: string
  edited: string
  target: string
}

// Real modules, each with a function picked by its place in the list: seven and odd, so that they spread.
const MODULES = [
  'textwrap',
  'heapq',
  'shlex',
  'difflib',
  'fractions',
  'configparser',
  'cmd',
  'sched',
  'string',
  'ast',
]

describe('what a function depends on within its module', () => {
  test.each(MODULES.map((name, index) => [name, 7 * index + 3] as const))(
    '%s: another layout changes nothing, an edited function only itself and its class',
    async (name, pick) => {
      const made = execFileSync(interpreter, ['-I', '-c', EDIT, name, String(pick)], { encoding: 'utf8' })
      const { source, reformatted, edited, target } = JSON.parse(made) as Edited
      const file = `copy_of_${name}`
      const before = await contexts(file, source)
      expect(before.size).toBeGreaterThan(3)
      expect(changedIn(before, await contexts(file, reformatted))).toEqual([])
      const owner = target.split('.')[0] ?? ''
      expect(changedIn(before, await contexts(file, edited))).toEqual(
        [...before.keys()].filter((symbol) => symbol === owner || symbol === target),
      )
    },
  )

  const shop = (
    text: Partial<Record<'imports' | 'rate' | 'helper' | 'body' | 'box' | 'extra', string>> = {},
  ) => `
${text.imports ?? 'import json'}
RATE = ${text.rate ?? '2'}
${text.extra ?? ''}
${text.helper ?? 'def helper(x):\n    return x'}

class Box:
    LIMIT = 3
    def __init__(self, size): self.size = size
    ${text.box ?? 'def area(self): return self.size ** 2'}
    def other(self): return self.area() + self.LIMIT

def price(amount):
    ${text.body ?? 'return helper(amount) * RATE'}

def boxed(amount):
    return Box(amount).area()

def dumped(value):
    return json.dumps(value)
`
  const whatChanges = async (text: Parameters<typeof shop>[0]) =>
    changedIn(await contexts('shop', shop()), await contexts('shop', shop(text)))

  test.each([
    ['its own body', { body: 'return 0' }, ['price']],
    ['the body of a function it calls', { helper: 'def helper(x):\n    return x + 1' }, ['helper']],
    [
      'the signature of a function it calls',
      { helper: 'def helper(x, y=0):\n    return x' },
      ['helper', 'price'],
    ],
    ['a constant it reads', { rate: '3' }, ['price']],
    ['the import it uses', { imports: 'import simplejson as json' }, ['dumped']],
    ['an import it does not use', { imports: 'import json\nimport os' }, []],
    ['a new function beside it', { extra: 'def new(): pass' }, []],
    ['a table it reads, filled later', { extra: 'RATE += 1' }, ['price']],
    ['the body of a method it calls', { box: 'def area(self): return 1' }, ['Box', 'Box.area']],
    [
      'the signature of a method it calls',
      { box: 'def area(self, unit=1): return self.size ** 2' },
      ['Box', 'Box.area', 'Box.other', 'boxed'],
    ],
  ])('sees %s', async (_what, text, changed) => {
    expect(await whatChanges(text)).toEqual(changed)
  })
})
