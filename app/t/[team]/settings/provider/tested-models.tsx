import type { TestFindings } from '@/lib/domain/provider'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'

/** What a test found: each model that was asked, and how many the server offers. */
export function TestedModels({ found, isUp }: { found: TestFindings; isUp: boolean }) {
  const { calls, offered } = found
  return (
    <div className="grid gap-1.5 text-sm">
      {calls.length > 1 ? (
        <ul className="grid gap-1">
          {calls.map(({ model, tiers, ok, latencyMs, tokens, costNanoUsd, priceGuessed, problem }) => (
            <li key={model} className="flex flex-wrap gap-x-2">
              <span className="font-mono text-xs leading-5">{model}</span>
              <span className="text-dim">{tiers.join(', ')}</span>
              {ok ? (
                <span>
                  {latencyMs} ms · {tokens} tokens · {costNanoUsd === 0 ? 'free' : formatMoney(costNanoUsd)}
                  {priceGuessed ? ' · no price: charged as the dearest known' : ''}
                </span>
              ) : (
                <span className="min-w-0 break-words text-bad">{problem}</span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-dim text-xs">
        {offered > 0
          ? `The server offers ${formatPlural(offered, 'model')}: they are suggested when you edit the tiers. `
          : isUp || calls.some(({ ok }) => ok)
            ? 'The server has no list of its models. '
            : ''}
        What a test costs is in the audit log, not in the budgets: it belongs to no run.
      </p>
    </div>
  )
}
