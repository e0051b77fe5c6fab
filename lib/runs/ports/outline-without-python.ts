import 'server-only'
import { createHash } from 'node:crypto'
import type { ModuleOutline } from '@/lib/workflows/python-port'

/** Where Python cannot be asked, the text itself stands for its meaning; why it cannot, `tryImport` says next. */
export function outlineWithoutPython(source: string): ModuleOutline {
  const textHash = createHash('sha256').update(source).digest('hex')
  return {
    pythonVersion: 'none',
    canonicalHash: textHash,
    dependenciesHash: textHash,
    symbols: [],
    branches: 0,
    codeLines: source.split('\n').filter((line) => line.trim() !== '').length,
    syntaxError: null,
  }
}
