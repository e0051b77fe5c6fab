import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunCharge } from '@/lib/domain/run-charge'
import { formatCount } from '@/lib/format/format-count'
import { formatUsdAmount } from '@/lib/format/format-money'
import { formatExactTime } from '@/lib/format/format-time'

const KINDS = [
  ['input', 'inputNanoUsd', 'in'],
  ['output', 'outputNanoUsd', 'out'],
  ['cacheRead', 'cacheReadNanoUsd', 'cache read'],
  ['cacheWrite5m', 'cacheWrite5mNanoUsd', 'cache write, 5 min'],
  ['cacheWrite1h', 'cacheWrite1hNanoUsd', 'cache write, 1 h'],
] as const

const exactly = (nanoUsd: number | null) => (nanoUsd === null ? 'hidden' : `$${formatUsdAmount(nanoUsd)}`)

/** Each call to the nano-dollar, with what one needs to work it out again or find it on the provider's bill. */
export function ChargesTable({ charges }: { charges: readonly RunCharge[] }) {
  if (charges.length === 0) return null
  return (
    <div className="border-line-soft border-t">
      <Table label="Charges">
        <thead>
          <tr>
            <Th>Call</Th>
            <Th>Tokens × rate per million</Th>
            <Th className="text-right">Charged</Th>
          </tr>
        </thead>
        <tbody>
          {charges.map((charge) => (
            <Tr key={charge.attemptId}>
              <Td className="align-top">
                {charge.stage} · <span className="font-mono text-xs">{charge.model}</span>
                <span className="block font-mono text-dim text-xs wrap-anywhere">
                  {charge.requestId ?? 'no request id'}
                </span>
              </Td>
              <Td className="align-top">
                <Terms charge={charge} />
              </Td>
              <Td numeric className="align-top">
                {exactly(charge.costNanoUsd)}
                {charge.firstCostNanoUsd === null || charge.earlier.length > 0 ? null : (
                  <span className="block text-dim text-xs">at first {exactly(charge.firstCostNanoUsd)}</span>
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
        Each charge is its sum of tokens × rate, divided by a million and rounded up once to a billionth of a
        dollar. What a call was charged until it was priced again stands below its tokens, newest last.
      </p>
    </div>
  )
}

function Terms({ charge }: { charge: RunCharge }) {
  const { tokens, rates, priceRow, priceGuessed, factorPermille, earlier } = charge
  return (
    <>
      <ul>
        {KINDS.filter(([kind]) => tokens[kind] > 0).map(([kind, rate, word]) => (
          <li key={kind}>
            {formatCount(tokens[kind])} <span className="text-dim">{word}</span>
            {rates === null ? null : ` × ${exactly(rates[rate])}`}
          </li>
        ))}
        {factorPermille === 1000 ? null : <li>× {factorPermille / 10} %, as a batch</li>}
      </ul>
      <span className="block text-dim text-xs wrap-anywhere">
        {nameOfRow(priceRow, priceGuessed && ', the dearest known: the model has no price')}
      </span>
      {earlier.map(({ until, priceId, costNanoUsd, ...before }) => (
        <span key={until} className="mt-1 block text-dim text-xs wrap-anywhere">
          until {formatExactTime(until)}: {exactly(costNanoUsd)},{' '}
          {nameOfRow(priceId, before.priceGuessed && ', the dearest known: it had no price')}
        </span>
      ))}
    </>
  )
}

const nameOfRow = (id: string | null, guessed: string | false) =>
  id === null ? 'free: it has no price' : `${id}${guessed === false ? '' : guessed}`
