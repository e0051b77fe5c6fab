'use client'

import { Download } from 'lucide-react'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { LookMenu } from '@/components/ui/look-menu'
import { Panel } from '@/components/ui/panel'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { formatPlural } from '@/lib/format/format-count'
import { toCsv } from '@/lib/format/to-csv'
import { RuleCards } from './rule-cards'
import { RuleTable } from './rule-table'
import { RULE_COUNTS, useRuleLook } from './use-rule-look'

/** Rules that found something: as a table where there is room, else as cards; as CSV with all its columns. */
export function HeardRules({ team, stats }: { team: string; stats: readonly RuleStats[] }) {
  const [look, setLook] = useRuleLook()
  const judged = stats.reduce((sum, { n }) => sum + n, 0)
  const save = () =>
    saveFile(
      `${team}-rules.csv`,
      toCsv(stats, {
        rule: ({ rule }) => rule,
        title: ({ title }) => title,
        precision: ({ precision }) => precision?.share.toFixed(3),
        verdicts: ({ n }) => n,
        accepted: ({ accepted }) => accepted,
        wrong: ({ wrong }) => wrong,
        noise: ({ noise }) => noise,
        wont_fix: ({ wontFix }) => wontFix,
        open: ({ open }) => open,
        suppressed: ({ hidden }) => hidden,
        fixed: ({ fixed }) => fixed,
      }),
      'text/csv',
    )
  return (
    <Panel
      title="Rules that found something"
      note={`${formatPlural(stats.length, 'rule')}, n = ${formatPlural(judged, 'verdict')}`}
      actions={
        <>
          <LookMenu columns={RULE_COUNTS} look={look} onChange={setLook} />
          <Button onClick={save} title="Save these rules as CSV">
            <Download aria-hidden /> CSV
          </Button>
        </>
      }
      className="overflow-hidden"
    >
      <div className="max-md:hidden">
        <RuleTable team={team} stats={stats} look={look} />
      </div>
      <div className="md:hidden">
        <RuleCards team={team} stats={stats} look={look} />
      </div>
    </Panel>
  )
}
