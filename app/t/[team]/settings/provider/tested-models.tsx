import type { ProviderTestResult } from '@/lib/domain/provider'
import { formatMoney } from '@/lib/format/format-money'

/** What a test found: each model that was asked, and how many the server offers. */
export function TestedModels({ result }: { result: ProviderTestResult }) {
  const { calls } = result
  return (
    <div className="grid gap-1.5 text-sm">
      {calls.length > 1 ? (
        <ul className="grid gap-1">
          {calls.map(({ model, tiers, ok, latencyMs, tokens, costNanoUsd, problem }) => (
            <li key={model} className="flex flex-wrap gap-x-2">
              <span className="font-mono text-xs leading-5">{model}</span>
              <span className="text-dim">{tiers.join(', ')}</span>
              {ok ? (
                <span>
                  {latencyMs} ms · {tokens} tokens · {costNanoUsd === 0 ? 'free' : formatMoney(costNanoUsd)}
                </span>
              ) : (
                <span className="min-w-0 break-words text-bad">{problem}</span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-dim text-xs">
        {listText(result)}
        What a test costs is in the audit log, not in the budgets: it belongs to no run.
      </p>
    </div>
  )
}

/** Of a server that never answered nothing is known, also not that it has no list. */
function listText({ ok, models, calls }: ProviderTestResult): string {
  if (models.length > 0)
    return `The server offers ${models.length} models: they are suggested when you edit the tiers. `
  return ok || calls.some((call) => call.ok) ? 'The server has no list of its models. ' : ''
}
