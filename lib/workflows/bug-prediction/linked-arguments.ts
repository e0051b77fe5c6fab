import type { Detection } from '@/lib/domain/finding'
import type { FileSymbol } from '../analysis-port'
import { requiredParameters } from './call-arguments'

/** Links of the chains that are tried, shortest first. */
const LENGTHS = [1, 2, 3]

/**
 * Chains of objects, each linked to the next by the attribute that the detection quotes, as the one argument of its function:
 * only where the function itself asks whether that link is None, which says that a chain may end so.
 */
export function linkedArguments(
  { rule, quote }: Pick<Detection, 'rule' | 'quote'>,
  symbol: FileSymbol,
  source: string,
): string[] {
  const link = /^\w+\.(\w+)$/.exec(quote)?.[1]
  if (rule !== 'none-dereference' || link === undefined) return []
  const own = source
    .split(/\r\n|\r|\n/)
    .slice(symbol.startLine - 1, symbol.endLine)
    .join('\n')
  const asks = new RegExp(
    `\\b\\w+\\.${link} is (not )?None\\b|\\b(if|while|and|or|not) \\w+\\.${link}(?![\\w.(])`,
  )
  const isAlone = !symbol.qualifiedName.includes('.') && requiredParameters(symbol.signature)?.length === 1
  if (!asks.test(own) || !isAlone) return []
  return LENGTHS.map((length) => {
    const open = `types.SimpleNamespace(${link}=`.repeat(length)
    return `${open}None${')'.repeat(length)}`
  })
}
