import Link from 'next/link'
import { RulePrecision } from '@/components/findings/rule-precision'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { formatCount } from '@/lib/format/format-count'
import { ruleHref } from '../rule-href'

/** What each rule has found, and what people said about it. */
export function RuleTable({ team, stats }: { team: string; stats: readonly RuleStats[] }) {
  return (
    <Table label="Rules that found something">
      <thead>
        <tr>
          <Th>Rule</Th>
          <Th className="text-right">Precision so far</Th>
          <Th className="text-right">Accepted</Th>
          <Th className="text-right">Wrong</Th>
          <Th className="text-right">Noise</Th>
          <Th className="text-right">Won’t fix</Th>
          <Th className="text-right">Open</Th>
          <Th className="text-right">Suppressed</Th>
          <Th className="text-right">Fixed</Th>
        </tr>
      </thead>
      <tbody>
        {stats.map((rule) => (
          <Tr key={rule.rule}>
            <Td className="max-w-96 min-w-56 whitespace-normal">
              <Link
                href={ruleHref(team, rule.rule)}
                className="-my-1 inline-block py-1 font-medium underline-offset-4 hover:underline"
              >
                {rule.title}
              </Link>
              <p className="font-mono text-dim text-xs">{rule.rule}</p>
            </Td>
            <Td numeric className="min-w-56">
              <RulePrecision stats={rule} />
            </Td>
            <Count value={rule.accepted} />
            <Count value={rule.wrong} />
            <Count value={rule.noise} />
            <Count value={rule.wontFix} />
            <Count value={rule.open} />
            <Count value={rule.hidden} />
            <Count value={rule.fixed} />
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Count({ value }: { value: number }) {
  return (
    <Td numeric className={value === 0 ? 'text-faint' : undefined}>
      {formatCount(value)}
    </Td>
  )
}
