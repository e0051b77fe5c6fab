'use client'

import { QueryError } from '@/components/queries/fetch-json'
import { type ModuleAddress, useSymbols } from '@/components/queries/use-module-source'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatCount } from '@/lib/format/format-count'

type ModuleSymbolsProps = { address: ModuleAddress; onLine: (line: number) => void }

/** Functions, methods and classes of a module; a click shows them in the source. */
export function ModuleSymbols({ address, onLine }: ModuleSymbolsProps) {
  const symbols = useSymbols(address)
  if (symbols.isPending) return <Skeleton className="m-3.5 h-40" />
  if (symbols.error) {
    const requestId = symbols.error instanceof QueryError ? symbols.error.requestId : null
    return (
      <ErrorState text={symbols.error.message} requestId={requestId} onRetry={() => void symbols.refetch()} />
    )
  }
  if (symbols.data.length === 0) return <EmptyState title="No function or class in this module" />
  return (
    <Table label={`Functions of ${address.path}`}>
      <thead>
        <tr>
          <Th>Signature</Th>
          <Th className="text-right">Lines</Th>
          <Th className="text-right">Paths</Th>
          <Th>Docstring</Th>
        </tr>
      </thead>
      <tbody>
        {symbols.data.map((symbol) => (
          <Tr key={`${symbol.startLine} ${symbol.qualifiedName}`}>
            <Td className="max-w-80">
              <button
                type="button"
                title={symbol.signature}
                onClick={() => onLine(symbol.startLine)}
                className="block max-w-full truncate font-mono text-xs hover:underline underline-offset-4"
              >
                {symbol.qualifiedName}
                <span className="text-dim">
                  {symbol.kind === 'class' ? ' class' : parameters(symbol.signature)}
                </span>
              </button>
            </Td>
            <Td numeric className="text-dim">
              {symbol.startLine}–{symbol.endLine}
            </Td>
            <Td numeric>{symbol.kind === 'class' ? '' : formatCount(symbol.complexity)}</Td>
            <Td className="text-dim">{symbol.hasDocstring ? 'yes' : 'no'}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** "(self, key: str) -> int" of a signature. */
function parameters(signature: string): string {
  const from = signature.indexOf('(')
  return from === -1 ? '' : signature.slice(from)
}
