import 'server-only'
import { z } from 'zod'
import { SymbolRow } from '@/lib/domain/symbol'

/** What pages list of a function or class, and what only programs need. */
export const ModuleSymbol = SymbolRow.extend({
  decorators: z.array(z.string()),
  isAsync: z.boolean(),
  /** Decision points; 0 for classes. */
  branches: z.number().int(),
  /** sha256 over its syntax tree without comments, layout and docstrings. */
  canonicalHash: z.string(),
})
export type ModuleSymbol = z.infer<typeof ModuleSymbol>

export const ModuleImport = z.object({
  /** '' for `from . import x`. */
  module: z.string(),
  /** Imported names; empty for a plain `import x`. */
  names: z.array(z.string()),
  /** Leading dots of a relative import. */
  level: z.number().int(),
  line: z.number().int(),
  /** In a try, a function or under TYPE_CHECKING: the module loads without it. */
  guarded: z.boolean(),
})
export type ModuleImport = z.infer<typeof ModuleImport>

/** The structure of one Python file. With a syntax error only `path`, `lines` and `syntaxError` say anything. */
export const ModuleFacts = z.object({
  path: z.string(),
  lines: z.number().int(),
  /** Lines with anything but comments, blanks and docstrings. */
  codeLines: z.number().int(),
  symbols: z.array(ModuleSymbol),
  imports: z.array(ModuleImport),
  /** Public functions, classes and methods, and the module itself. */
  publicSymbols: z.number().int(),
  /** Those of them with a docstring. */
  documentedSymbols: z.number().int(),
  complexity: z.number().int(),
  branches: z.number().int(),
  /** Has an `if __name__ == "__main__"` block. */
  hasMain: z.boolean(),
  hasDocstring: z.boolean(),
  /** sha256 over the syntax tree without comments, layout and docstrings; null with a syntax error. */
  canonicalHash: z.string().nullable(),
  syntaxError: z.object({ line: z.number().int(), column: z.number().int(), message: z.string() }).nullable(),
})
export type ModuleFacts = z.infer<typeof ModuleFacts>
