import { z } from 'zod'

/** A function, method or class of a module, as its detail lists it; functions inside functions are part of the outer one. */
export const SymbolRow = z.object({
  kind: z.enum(['function', 'class']),
  /** like Parser.feed */
  qualifiedName: z.string(),
  /** 1-based, decorators included */
  startLine: z.number().int(),
  endLine: z.number().int(),
  /** on one line, like `async def get(self, key: str) -> int` */
  signature: z.string(),
  hasDocstring: z.boolean(),
  /** no part of the qualified name begins with an underscore */
  public: z.boolean(),
  /** McCabe's number; 0 for classes */
  complexity: z.number().int(),
})
export type SymbolRow = z.infer<typeof SymbolRow>
