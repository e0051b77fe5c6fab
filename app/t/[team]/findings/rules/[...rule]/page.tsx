import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { CATEGORY_WORD, cweHref } from '@/components/findings/finding-words'
import { Prose } from '@/components/findings/prose'
import { RuleExamples } from '@/components/findings/rule-examples'
import { SeverityPill } from '@/components/findings/severity-pill'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { foreignRule } from '@/lib/analysis/foreign-rule'
import { pageOf } from '@/lib/analysis/load-foreign-pages'
import { loadRules } from '@/lib/analysis/load-rules'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listFindings } from '@/lib/findings/list-findings'
import { listRuleStats } from '@/lib/findings/list-rule-stats'
import { RuleFindings } from './rule-findings'
import { RuleVerdicts } from './rule-verdicts'

type Props = { params: Promise<{ team: string; rule: string[] }> }

/** One read for the title and the page. A model's rule has no page, only what it found. */
const loadRule = cache(async (team: string, segments: string) => {
  const ctx = await loadTeamPage(team)
  const id = segments.split('/').map(decodeURIComponent).join('/')
  const [rules, page, [stats]] = await Promise.all([
    loadRules(),
    pageOf(id),
    listRuleStats(ctx, { rule: id }),
  ])
  const rule = rules.get(id) ?? null
  if (page === null && stats === undefined) notFound()
  const foreign = foreignRule(id)
  const title = rule?.title ?? foreign?.title ?? stats?.title ?? id
  return { ctx, id, rule: rule ?? foreign, foreign, page, stats: stats ?? null, title }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, rule } = await params
  return { title: (await loadRule(team, rule.join('/'))).title }
}

export default async function RulePage({ params }: Props) {
  const { team, rule: segments } = await params
  const { ctx, id, rule, foreign, page, stats, title } = await loadRule(team, segments.join('/'))
  const found = await listFindings(ctx, { rule: [id], view: 'all', limit: 20 })
  const home = `/t/${ctx.teamSlug}/findings`
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[
          { label: 'Findings', href: home },
          { label: 'Rules', href: `${home}/rules` },
        ]}
        badges={rule === null ? null : <SeverityPill value={rule.severity} />}
        note={
          <p>
            <code className="font-mono text-sm">{id}</code>
            {rule === null ? null : <> · {CATEGORY_WORD[rule.category]}</>}
            {rule?.cwe == null ? null : (
              <>
                {' · '}
                <a
                  href={cweHref(rule.cwe)}
                  target="_blank"
                  rel="noreferrer"
                  className="underline decoration-line underline-offset-4 hover:decoration-current"
                >
                  CWE-{rule.cwe}
                  <span className="sr-only"> (opens another site)</span>
                </a>
              </>
            )}
          </p>
        }
      />
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1.7fr)_minmax(300px,1fr)]">
        <div className="grid min-w-0 gap-3">
          {page === null ? (
            <Panel title="Why">
              <p className="px-3.5 py-3 text-dim">
                {foreign === null
                  ? 'A model says this: why stands with each finding.'
                  : 'Nothing is written about this rule here. It is not shown unless a model confirms it.'}
              </p>
            </Panel>
          ) : (
            <>
              <Panel title="Why">
                <Prose text={page.why} className="max-w-prose px-3.5 py-3" />
              </Panel>
              {page.bad.length === 0 ? null : (
                <Panel title="Examples">
                  <div className="p-3.5">
                    <RuleExamples bad={page.bad} good={page.good} />
                  </div>
                </Panel>
              )}
              <Panel title="How to mend it">
                <Prose text={page.fix} className="max-w-prose px-3.5 py-3" />
              </Panel>
            </>
          )}
        </div>
        <div className="grid min-w-0 gap-3">
          <RuleVerdicts stats={stats} />
          <RuleFindings team={ctx.teamSlug} rule={id} list={found} />
        </div>
      </div>
    </>
  )
}
