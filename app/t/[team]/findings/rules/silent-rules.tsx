import Link from 'next/link'
import { CATEGORY_WORD } from '@/components/findings/finding-words'
import { SeverityPill } from '@/components/findings/severity-pill'
import { Panel } from '@/components/ui/panel'
import type { Rule } from '@/lib/analysis/parse-rule'
import { formatPlural } from '@/lib/format/format-count'
import { ruleHref } from '../rule-href'

type ShownRule = Pick<Rule, 'id' | 'title' | 'severity' | 'category' | 'cwe'>

/** Rules of ours that have found nothing here so far. */
export function SilentRules({ team, rules }: { team: string; rules: readonly ShownRule[] }) {
  return (
    <Panel
      title="Rules that found nothing yet"
      note={formatPlural(rules.length, 'rule')}
      className="overflow-hidden"
    >
      <ul className="grid sm:grid-cols-2 xl:grid-cols-3">
        {rules.map(({ id, title, severity, category, cwe }) => (
          <li key={id} className="border-line-soft border-b px-3.5 py-2">
            <Link href={ruleHref(team, id)} className="inline-block py-1 underline-offset-4 hover:underline">
              {title}
            </Link>
            <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-dim text-xs">
              <SeverityPill value={severity} />
              {CATEGORY_WORD[category]}
              {cwe === null ? null : <> · CWE-{cwe}</>}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
