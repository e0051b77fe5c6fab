import 'server-only'
import type { MaskedKinds } from '@/lib/domain/masked-kind'
import { formatPlural } from '@/lib/format/format-count'
import { formatMasked } from '@/lib/format/format-masked'

/** "3 values will be masked in 2 modules before a model sees them: 3 secrets."; null: nothing will. */
export function describeMasked(modules: readonly MaskedKinds[]): string | null {
  const kinds = formatMasked(modules)
  if (kinds === null) return null
  const counts = modules.map((module) => Object.values(module).reduce((sum, count) => sum + count, 0))
  const values = counts.reduce((sum, count) => sum + count, 0)
  const holding = counts.filter((count) => count > 0).length
  return `${formatPlural(values, 'value')} will be masked in ${formatPlural(holding, 'module')} before a model sees ${values === 1 ? 'it' : 'them'}: ${kinds}.`
}
