import { REASON_WORD } from '@/components/findings/finding-words'
import { RulePrecision } from '@/components/findings/rule-precision'
import { Panel } from '@/components/ui/panel'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { formatCount, formatPlural } from '@/lib/format/format-count'

/** What people here said about a rule so far. */
export function RuleVerdicts({ stats }: { stats: RuleStats | null }) {
  if (stats === null) {
    return (
      <Panel title="What people said">
        <p className="px-3.5 py-3 text-dim">It has found nothing here, so nobody could judge it.</p>
      </Panel>
    )
  }
  const facts: [string, number][] = [
    ['Accepted', stats.accepted],
    [REASON_WORD.wrong, stats.wrong],
    [REASON_WORD.noise, stats.noise],
    [`${REASON_WORD['wont-fix']} (not counted as wrong)`, stats.wontFix],
    ['Open', stats.open],
    ['Suppressed', stats.hidden],
    ['Fixed', stats.fixed],
  ]
  return (
    <Panel title="What people said">
      <dl className="grid gap-y-1 px-3.5 py-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <dt className="text-dim">Precision so far</dt>
          <dd>
            <RulePrecision stats={stats} />
          </dd>
        </div>
        {facts.map(([word, count]) => (
          <div key={word} className="flex items-baseline justify-between gap-3">
            <dt className="text-dim">{word}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {stats.outdated === 0 ? null : (
        <p className="border-line-soft border-t px-3.5 py-2 text-dim text-sm">
          {formatPlural(stats.outdated, 'verdict')} on an earlier version of the rule no longer{' '}
          {stats.outdated === 1 ? 'counts' : 'count'}.
        </p>
      )}
    </Panel>
  )
}
