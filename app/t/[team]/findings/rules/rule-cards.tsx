import Link from 'next/link'
import { RulePrecision } from '@/components/findings/rule-precision'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { formatCount } from '@/lib/format/format-count'
import { ruleHref } from '../rule-href'
import { RULE_COUNTS, type RuleLook } from './use-rule-look'

type RuleCardsProps = { team: string; stats: readonly RuleStats[]; look: RuleLook }

/** Rules on a small screen: one card each with the counts that are not 0. */
export function RuleCards({ team, stats, look }: RuleCardsProps) {
  return (
    <ul aria-label="Rules that found something" className="divide-y divide-line-soft">
      {stats.map((rule) => (
        <li key={rule.rule} className="relative grid gap-1 px-3.5 py-2.5">
          <Link
            href={ruleHref(team, rule.rule)}
            className="font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
          >
            {rule.title}
          </Link>
          <p className="font-mono text-dim text-xs wrap-anywhere">{rule.rule}</p>
          <div className="flex flex-wrap items-center gap-x-2 text-sm">
            <RulePrecision stats={rule} />
          </div>
          <p className="text-dim text-sm">
            {RULE_COUNTS.filter(({ id }) => look.columns.includes(id) && rule[id] > 0)
              .map(({ id, title }) => `${formatCount(rule[id])} ${title.toLowerCase()}`)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  )
}
