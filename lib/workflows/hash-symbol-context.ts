import { createHash } from 'node:crypto'
import type { ModuleOutline } from './python-port'

/**
 * Canonical context of a function-level stage: sha256 over the top-level functions and classes it works on and what they
 * use of their module, whatever their order. Comments, whitespace, docstrings and the rest of the file are not in it.
 * Throws for a name that the module does not have.
 */
export function hashSymbolContext(outline: Pick<ModuleOutline, 'symbols'>, names: readonly string[]): string {
  const wanted = new Set(names)
  const symbols = outline.symbols.filter((symbol) => wanted.has(symbol.qualifiedName))
  const known = new Set(symbols.map((symbol) => symbol.qualifiedName))
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length > 0) throw new Error(`The module has no ${unknown.join(', ')}.`)
  // One name may stand for several definitions: a property's getter and setter, overloads.
  const hashes = symbols.map((symbol) => symbol.contextHash)
  return createHash('sha256').update(hashes.toSorted().join('\n')).digest('hex')
}
