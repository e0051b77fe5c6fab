'use client'

import Link from 'next/link'
import { RulePrecision } from '@/components/findings/rule-precision'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { formatCount } from '@/lib/format/format-count'
import { ruleHref } from '../rule-href'
import { RULE_COUNTS, type RuleLook } from './use-rule-look'

type RuleTableProps = { team: string; stats: readonly RuleStats[]; look: RuleLook }

/** What each rule has found, and what people said about it. */
export function RuleTable({ team, stats, look }: RuleTableProps) {
  const counts = RULE_COUNTS.filter(({ id }) => look.columns.includes(id))
  const dense = look.density === 'compact' ? 'py-0.5' : undefined
  return (
    <Table label="Rules that found something">
      <thead>
        <tr>
          <Th>Rule</Th>
          <Th className="text-right">Precision so far</Th>
          {counts.map(({ id, title }) => (
            <Th key={id} className="text-right">
              {title}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stats.map((rule) => (
          <Tr key={rule.rule}>
            <Td className={cn('max-w-96 min-w-56 whitespace-normal', dense)}>
              <Link
                href={ruleHref(team, rule.rule)}
                className="-my-1 inline-block py-1 font-medium underline-offset-4 hover:underline"
              >
                {rule.title}
              </Link>
              <p className={cn('font-mono text-dim text-xs', dense !== undefined && 'hidden')}>{rule.rule}</p>
            </Td>
            <Td numeric className={cn('min-w-56', dense)}>
              <RulePrecision stats={rule} />
            </Td>
            {counts.map(({ id }) => (
              <Td key={id} numeric className={cn(dense, rule[id] === 0 && 'text-faint')}>
                {formatCount(rule[id])}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
