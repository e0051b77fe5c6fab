import { createHash } from 'node:crypto'
import type { ModuleSymbol } from '../python-port'

/** A piece of a module that fits one prompt: all of it, or some top-level symbols with the signatures of the rest. */
export interface ModulePart {
  /** '' for the whole module, else the names of the symbols it holds */
  name: string
  /** what the prompt shows as source */
  source: string
  symbols: string[]
}

/** Characters of source that one prompt carries: about 12,000 tokens, which leaves room for the answer. */
export const PART_CHARACTERS = 42_000

const topLevel = (symbols: ModuleSymbol[]) =>
  symbols
    .filter((symbol) => !symbol.qualifiedName.includes('.'))
    .sort((first, second) => first.startLine - second.startLine)

/** Lines of the module that belong to no top-level function or class: imports, constants, module code. */
function moduleHeader(lines: string[], symbols: ModuleSymbol[]): string {
  const inside = (line: number) =>
    symbols.some((symbol) => line >= symbol.startLine && line <= symbol.endLine)
  return lines
    .filter((_, index) => !inside(index + 1))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/**
 * Splits a module along its syntax so that nothing is ever cut silently. A module that fits is one part;
 * otherwise each part holds whole functions or classes, the module's other code, and the signatures of all the rest.
 * A single symbol larger than the limit is a part of its own, whole.
 */
export function planParts(source: string, symbols: ModuleSymbol[], limit = PART_CHARACTERS): ModulePart[] {
  const tops = topLevel(symbols)
  if (source.length <= limit || tops.length === 0) {
    return [{ name: '', source, symbols: tops.map((symbol) => symbol.qualifiedName) }]
  }
  const lines = source.split('\n')
  const header = moduleHeader(lines, tops)
  const signatures = symbols.map((symbol) => symbol.signature).join('\n')
  const room = Math.max(limit - header.length - signatures.length, limit / 4)
  const textOf = (symbol: ModuleSymbol) => lines.slice(symbol.startLine - 1, symbol.endLine).join('\n')

  const groups: ModuleSymbol[][] = []
  let used = 0
  for (const symbol of tops) {
    const length = textOf(symbol).length
    const current = groups.at(-1)
    if (current === undefined || used + length > room) {
      groups.push([symbol])
      used = length
    } else {
      current.push(symbol)
      used += length
    }
  }
  return groups.map((group) => makePart(group, lines, symbols))
}

/** Names of many symbols as one short name that still differs for different symbols: it becomes part of ids and keys. */
function partName(symbols: string[]): string {
  const [first = '', ...others] = symbols
  if (others.length === 0) return first
  const hash = createHash('sha256').update(symbols.join('\n')).digest('hex').slice(0, 8)
  return `${first}+${others.length}-${hash}`
}

/** The module's other code, the group's symbols whole, and the signatures of all the rest. */
function makePart(group: ModuleSymbol[], lines: string[], symbols: ModuleSymbol[]): ModulePart {
  const own = new Set(group.map((symbol) => symbol.qualifiedName))
  const others = symbols.filter((symbol) => !own.has(symbol.qualifiedName.split('.')[0] ?? ''))
  const signatures = others.map((symbol) => `# ${symbol.signature.replaceAll('\n', ' ')}`)
  const blocks = [
    moduleHeader(lines, topLevel(symbols)),
    ...group.map((symbol) => lines.slice(symbol.startLine - 1, symbol.endLine).join('\n')),
    signatures.length === 0 ? '' : `# Elsewhere in this module (signatures only):\n${signatures.join('\n')}`,
  ]
  return {
    name: partName([...own]),
    symbols: [...own],
    source: blocks.filter((block) => block !== '').join('\n\n\n'),
  }
}

/** A part of the named top-level symbols, in the order of the module. */
export function partOf(names: readonly string[], source: string, symbols: ModuleSymbol[]): ModulePart {
  const wanted = new Set(names)
  const own = topLevel(symbols).filter(({ qualifiedName }) => wanted.has(qualifiedName))
  return makePart(own, source.split('\n'), symbols)
}

/** Halves a part whose answer did not fit; null when it holds one symbol and cannot be halved. */
export function halvePart(part: ModulePart, source: string, symbols: ModuleSymbol[]): ModulePart[] | null {
  const held = new Set(part.symbols)
  const own = topLevel(symbols).filter((symbol) => held.has(symbol.qualifiedName))
  if (own.length < 2) return null
  const middle = Math.ceil(own.length / 2)
  const lines = source.split('\n')
  return [own.slice(0, middle), own.slice(middle)].map((group) => makePart(group, lines, symbols))
}
