import { cacheKey } from '@/lib/cache/cache-key'
import { outlineModule } from '@/lib/python/outline-module'
import { prepareResolver } from '@/lib/python/resolve-module'
import { hashParameters } from '@/lib/workflows/hash-parameters'
import { hashSymbolContext } from '@/lib/workflows/hash-symbol-context'

/**
 * Cache keys of a module's units, as a function-level stage makes them: the canonical context of each top-level function or
 * class; prompt, model and options are held still. [] for a module that does not parse. A module that has moved has other
 * keys: its name is a parameter.
 */
export async function unitKeys(projectDir: string, paths: string[], modulePath: string): Promise<string[]> {
  const { sourceRoot, moduleName } = prepareResolver(paths)(modulePath)
  const outline = await outlineModule({ projectDir, sourceRoot, modulePath, moduleName })
  if ('unavailable' in outline) throw new Error(outline.text)
  const names = outline.symbols.map((symbol) => symbol.qualifiedName).filter((name) => !name.includes('.'))
  const parametersHash = hashParameters({ python: outline.pythonVersion, module: moduleName })
  return [...new Set(names)].map((name) =>
    cacheKey({
      workflow: 'test-generation',
      stage: 'unit',
      engineVersion: 1,
      targetKey: `${modulePath}:${name}`,
      contextHash: hashSymbolContext(outline, [name]),
      promptHash: 'held still',
      model: 'held still',
      parametersHash,
    }),
  )
}
