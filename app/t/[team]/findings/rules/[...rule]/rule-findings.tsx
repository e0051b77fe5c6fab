import Link from 'next/link'
import { HiddenPill, StatePill } from '@/components/findings/finding-pills'
import { placeText } from '@/components/findings/finding-words'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { FindingList } from '@/lib/domain/finding-query'
import { formatCount } from '@/lib/format/format-count'

type RuleFindingsProps = { team: string; rule: string; list: FindingList }

/** The newest findings of a rule, with a way to all of them. */
export function RuleFindings({ team, rule, list }: RuleFindingsProps) {
  const all = `/t/${team}/findings?${new URLSearchParams({ view: 'all', rule })}`
  const total = list.shown + list.suppressed
  return (
    <Panel
      title="Its findings"
      note={list.rows.length < total ? `${list.rows.length} of ${formatCount(total)}` : formatCount(total)}
      className="overflow-hidden"
    >
      {list.rows.length === 0 ? <p className="px-3.5 py-3 text-dim">None so far.</p> : null}
      <ul className="divide-y divide-line-soft">
        {list.rows.map((finding) => (
          <li key={finding.id} className="px-3.5 py-2">
            <Link
              href={`/t/${team}/findings?${new URLSearchParams({ view: 'all', rule, finding: finding.id })}`}
              prefetch={false}
              className="block truncate py-1 font-mono text-sm underline-offset-4 hover:underline"
            >
              {placeText(finding)}
            </Link>
            <p className="flex flex-wrap items-center gap-x-2 text-dim text-xs">
              <StatePill finding={finding} />
              {finding.hidden === null ? null : <HiddenPill />}
              {finding.projectName} · <RelativeTime time={finding.firstSeenAt} />
            </p>
          </li>
        ))}
      </ul>
      {list.rows.length < total ? (
        <p className="border-line-soft border-t px-3.5 py-2">
          <Link
            href={all}
            className="inline-block py-1 text-accent text-sm underline-offset-4 hover:underline"
          >
            All {formatCount(total)} in the list
          </Link>
        </p>
      ) : null}
    </Panel>
  )
}
