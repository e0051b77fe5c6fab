import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type ModuleOutline, outlineModule } from './outline-module'

const made: string[] = []
afterAll(async () => {
  await Promise.all(made.map((folder) => rm(folder, { recursive: true })))
})

async function outline(
  files: Record<string, string>,
  modulePath: string,
  { sourceRoot = '', moduleName = modulePath.replace(/\.py$/, '').replaceAll('/', '.') } = {},
): Promise<ModuleOutline> {
  const projectDir = await mkdtemp(path.join(os.tmpdir(), 'assay-outline-'))
  made.push(projectDir)
  for (const [name, source] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(projectDir, name)), { recursive: true })
    await writeFile(path.join(projectDir, name), source)
  }
  const result = await outlineModule({ projectDir, sourceRoot, modulePath, moduleName })
  if ('unavailable' in result) throw new Error(result.text)
  return result
}

const shop = (text: Partial<Record<'doc' | 'comment' | 'body' | 'header', string>> = {}) => `
${text.header ?? 'RATE = 2'}

def price(amount: int, *, rate=RATE) -> int:
    ${text.doc ?? '"""What it costs."""'}
    ${text.comment ?? '# twice'}
    if amount > 0 and rate:
        return ${text.body ?? 'amount * rate'}
    return 0


@property
class Box(dict):
    def size(self): return len(self)
`

describe('the outline of a module', () => {
  test('names functions, classes and methods with their lines, signatures and forks', async () => {
    const { symbols, syntaxError, codeLines } = await outline({ 'shop.py': shop() }, 'shop.py')
    expect(syntaxError).toBeNull()
    expect(codeLines).toBe(9)
    expect(symbols).toMatchObject([
      {
        qualifiedName: 'price',
        kind: 'function',
        startLine: 4,
        endLine: 9,
        signature: 'def price(amount: int, *, rate=RATE) -> int',
        branches: 2,
      },
      { qualifiedName: 'Box', kind: 'class', startLine: 12, signature: 'class Box(dict)' },
      { qualifiedName: 'Box.size', kind: 'function', startLine: 14, endLine: 14 },
    ])
  })

  test('has hashes that see code but neither comments, whitespace nor docstrings', async () => {
    const [plain, dressed, changed, header] = await Promise.all([
      outline({ 'shop.py': shop() }, 'shop.py'),
      outline({ 'shop.py': `# new\n${shop({ doc: '"""Other\n    words."""\n', comment: '#' })}` }, 'shop.py'),
      outline({ 'shop.py': shop({ body: 'amount * rate + 1' }) }, 'shop.py'),
      outline({ 'shop.py': shop({ header: 'RATE = 3' }) }, 'shop.py'),
    ])
    const symbolHash = (result: ModuleOutline, name: string) =>
      result.symbols.find((symbol) => symbol.qualifiedName === name)?.canonicalHash
    expect(dressed.canonicalHash).toBe(plain.canonicalHash)
    expect(symbolHash(dressed, 'price')).toBe(symbolHash(plain, 'price'))
    expect(changed.canonicalHash).not.toBe(plain.canonicalHash)
    expect(symbolHash(changed, 'price')).not.toBe(symbolHash(plain, 'price'))
    expect(symbolHash(changed, 'Box')).toBe(symbolHash(plain, 'Box'))
    expect(header.canonicalHash).not.toBe(plain.canonicalHash)
    expect(symbolHash(header, 'price')).toBe(symbolHash(plain, 'price'))
  })

  test('follows imports through the project, relative ones and packages included, but not beyond', async () => {
    const files = (deep: string, unrelated: string) => ({
      'src/app/__init__.py': '',
      'src/app/main.py': 'import json\nfrom .tools import helper\n',
      'src/app/tools/__init__.py': 'from app.tools.deep import helper\n',
      'src/app/tools/deep.py': deep,
      'src/app/other.py': unrelated,
    })
    const read = (deep: string, unrelated = 'x = 1') =>
      outline(files(deep, unrelated), 'src/app/main.py', { sourceRoot: 'src', moduleName: 'app.main' })
    const [first, commented, changed, elsewhere] = await Promise.all([
      read('helper = 1'),
      read('helper = 1  # same'),
      read('helper = 2'),
      read('helper = 1', 'x = 2'),
    ])
    expect(commented.dependenciesHash).toBe(first.dependenciesHash)
    expect(elsewhere.dependenciesHash).toBe(first.dependenciesHash)
    expect(changed.dependenciesHash).not.toBe(first.dependenciesHash)
  })

  test.each([
    ['def broken(:\n', 1],
    ['x = 1\nreturn x\n', 2],
    [`x = ${'('.repeat(5000)}`, 1],
  ])('says where %j does not parse', async (source, line) => {
    const { syntaxError, symbols } = await outline({ 'bad.py': source }, 'bad.py')
    expect(syntaxError?.line).toBe(line)
    expect(syntaxError?.message).not.toBe('')
    expect(symbols).toEqual([])
  })

  test('survives imports in a circle and a dependency that does not parse', async () => {
    const { dependenciesHash } = await outline(
      { 'a.py': 'import b, c\n', 'b.py': 'import a\n', 'c.py': 'def (' },
      'a.py',
    )
    expect(dependenciesHash).toHaveLength(64)
  })
})
