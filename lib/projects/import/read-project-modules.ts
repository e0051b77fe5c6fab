import 'server-only'
import type { JsonObject } from '@/lib/db/sql'
import { AssayError } from '@/lib/domain/assay-error'
import type { SyntaxErrorNote } from '@/lib/domain/module'
import type { ModuleFacts } from '@/lib/python/module-facts'
import { type ReadOptions, readModules } from '@/lib/python/read-modules'
import { type ModuleResolver, prepareResolver } from '@/lib/python/resolve-module'
import { decodePython } from './decode-python'
import type { HashedFile } from './hash-files'
import { isTestPath } from './is-test-path'

/** A row of the table `module` without the ids. `facts` is ModuleFacts, or `{unread: why}`. */
export interface ModuleDraft {
  path: string
  name: string
  sourceRoot: string
  blobHash: string
  isTest: boolean
  lines: number
  codeLines: number
  functions: number
  classes: number
  branches: number
  publicSymbols: number
  documented: number
  syntaxError: SyntaxErrorNote | null
  facts: JsonObject
}

interface DecodedFile {
  file: HashedFile
  /** null: neither UTF-8 nor the encoding that the file declares */
  source: string | null
}

const UNREADABLE: SyntaxErrorNote = {
  line: 1,
  column: 0,
  message: 'not UTF-8, and no other encoding is declared',
}

function countLines(source: string): number {
  return source === '' ? 0 : source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
}

function identify(file: HashedFile, resolve: ModuleResolver, facts: ModuleFacts | undefined) {
  const { moduleName: name, sourceRoot } = resolve(file.path, facts?.imports)
  return { path: file.path, name, sourceRoot, blobHash: file.hash, isTest: isTestPath(file.path) }
}

function figures(facts: ModuleFacts) {
  const count = (kind: 'function' | 'class') => facts.symbols.filter((symbol) => symbol.kind === kind).length
  return {
    lines: facts.lines,
    codeLines: facts.codeLines,
    functions: count('function'),
    classes: count('class'),
    branches: facts.branches,
    publicSymbols: facts.publicSymbols,
    documented: facts.documentedSymbols,
    syntaxError: facts.syntaxError,
    facts,
  }
}

function noFigures(source: string | null, syntaxError: SyntaxErrorNote | null, facts: JsonObject) {
  const lines = source === null ? 0 : countLines(source)
  const zeros = { codeLines: 0, functions: 0, classes: 0, branches: 0, publicSymbols: 0, documented: 0 }
  return { lines, ...zeros, syntaxError, facts }
}

/** Facts by path; or, on a machine without Python or sandbox, why there are none. */
async function readFacts(
  decoded: DecodedFile[],
  options: ReadOptions,
): Promise<{ facts: Map<string, ModuleFacts>; unread: string | null }> {
  const sources = decoded.flatMap(({ file, source }) =>
    source === null ? [] : [{ path: file.path, source }],
  )
  try {
    const facts = await readModules(sources, options)
    return { facts: new Map(facts.map((module) => [module.path, module])), unread: null }
  } catch (error) {
    if (error instanceof AssayError && error.code === 'unavailable') {
      return { facts: new Map(), unread: error.userText }
    }
    throw error
  }
}

/**
 * Reads every `.py` file in the sandbox. A syntax error stays with its module. Where Python cannot be run the modules
 * are listed all the same, and a notice says what is missing.
 */
export async function readProjectModules(
  files: HashedFile[],
  options: ReadOptions = {},
): Promise<{ modules: ModuleDraft[]; notices: string[] }> {
  const python = files.filter((file) => file.path.endsWith('.py'))
  const resolve = prepareResolver(python.map((file) => file.path))
  const decoded = python.map((file) => ({ file, source: decodePython(file.content) }))
  const { facts, unread } = await readFacts(decoded, options)
  const modules = decoded.map(({ file, source }): ModuleDraft => {
    const known = facts.get(file.path)
    const identity = identify(file, resolve, known)
    if (known !== undefined) return { ...identity, ...figures(known) }
    const note = source === null ? UNREADABLE : null
    return { ...identity, ...noFigures(source, note, unread === null || note ? {} : { unread }) }
  })
  const notices = unread === null ? [] : [`The modules could not be read, only listed: ${unread}`]
  return { modules, notices }
}
