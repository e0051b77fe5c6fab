import { z } from 'zod'

/** A function, method or class of a module, as its detail lists it. Lines are 1-based. */
export const SymbolRow = z.object({
  kind: z.enum(['function', 'class']),
  /** like Parser.feed */
  qualifiedName: z.string(),
  startLine: z.number().int(),
  endLine: z.number().int(),
  signature: z.string(),
  hasDocstring: z.boolean(),
  public: z.boolean(),
  /** McCabe's number; 0 for classes */
  complexity: z.number().int(),
})
export type SymbolRow = z.infer<typeof SymbolRow>
