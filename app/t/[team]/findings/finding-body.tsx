import { EyeOff } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { CodeView } from '@/components/code/code-view'
import { ConfidenceText } from '@/components/findings/confidence-text'
import { FindingHistory } from '@/components/findings/finding-history'
import { HiddenPill, InChangePill, ProvenPill, StatePill } from '@/components/findings/finding-pills'
import { FindingProof } from '@/components/findings/finding-proof'
import { CodeBox, FindingSection } from '@/components/findings/finding-section'
import { FindingWhy } from '@/components/findings/finding-why'
import { FixChecks } from '@/components/findings/fix-checks'
import { noteLines } from '@/components/findings/note-lines'
import { PatchView } from '@/components/findings/patch-view'
import { Inline, Prose } from '@/components/findings/prose'
import { RuleExamples } from '@/components/findings/rule-examples'
import { SeverityPill } from '@/components/findings/severity-pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { FindingRow } from '@/lib/domain/finding-row'
import type { FindingDetail } from '@/lib/domain/finding-verdict'
import { ruleHref } from './rule-href'

type FindingBodyProps = {
  team: string
  detail: FindingDetail
  onOpen: (id: string) => void
  actions: ReactNode
  fixActions: ReactNode
}

/** All that is known of a finding: the code, why, what makes it happen, the fix, the proof, what was said. */
export function FindingBody({ team, detail, onOpen, actions, fixActions }: FindingBodyProps) {
  const { finding, help } = detail
  const held = finding.hidden ?? finding.demoted
  return (
    <>
      <div className="grid gap-2 px-3.5 pt-3 pb-2.5">
        <h3 className="font-semibold text-lg leading-snug">
          <Inline text={finding.ruleTitle} />
        </h3>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <SeverityPill value={finding.severity} />
          {finding.inChange === true ? <InChangePill /> : null}
          {finding.proof === null ? null : <ProvenPill />}
          <StatePill finding={finding} />
          {finding.hidden === null ? null : <HiddenPill />}
          <ConfidenceText confidence={finding.confidence} />
        </div>
        {held === null ? null : (
          <p className="flex items-start gap-2 rounded-md bg-line-soft px-3 py-2 text-sm">
            <EyeOff className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
            <span>
              {finding.hidden === null ? 'Put last: ' : 'Suppressed: '}
              <Inline text={held.why} />
            </span>
          </p>
        )}
        {actions}
      </div>
      <FindingCode team={team} detail={detail} />
      <FindingWhy
        finding={finding}
        why={help?.why ?? null}
        isSaidInCode={detail.excerpt !== null}
        ruleHref={ruleHref(team, finding.rule)}
      />
      <FindingFix detail={detail} actions={fixActions} />
      {finding.proof === null ? null : <FindingProof proof={finding.proof} />}
      {finding.example === null ? null : (
        <FindingSection title="How right code looks here">
          <CodeBox>
            <CodeView code={finding.example} language="python" label="Example of right code" />
          </CodeBox>
        </FindingSection>
      )}
      <FindingHistory detail={detail} onOpen={onOpen} />
      {help === null || help.bad.length === 0 ? null : (
        <details className="border-line-soft border-t px-3.5 py-2.5">
          <summary className="w-fit py-1 font-semibold text-sm">About this rule</summary>
          <div className="mt-2">
            <RuleExamples bad={help.bad.slice(0, 1)} good={help.good.slice(0, 1)} />
          </div>
        </details>
      )}
      <Seen team={team} finding={finding} />
    </>
  )
}

function FindingCode({ team, detail }: { team: string; detail: FindingDetail }) {
  const { finding, excerpt } = detail
  if (excerpt === null) {
    return (
      <p className="border-line-soft border-t px-3.5 py-2.5 text-dim text-sm">
        The project's own text does not have it there; it was seen in a change, or can no longer be read. It
        said: <code>{finding.quote}</code>
      </p>
    )
  }
  const { marked, notes } = noteLines([finding])
  return (
    <section className="border-line-soft border-y" aria-label="The code">
      <CodeView
        code={excerpt.lines.join('\n')}
        firstLine={excerpt.startLine}
        language="python"
        label={`Code around line ${finding.range.startLine} of ${finding.path}`}
        markedLines={marked}
        notes={notes}
        className="max-h-112"
      />
      <p className="border-line-soft border-t px-3.5 py-1 text-xs">
        <Link
          href={`/t/${team}/projects/${finding.projectSlug}?path=${encodeURIComponent(finding.path)}`}
          className="inline-block py-1 text-dim underline-offset-4 hover:text-ink hover:underline"
        >
          {finding.projectName}: the whole module
        </Link>
      </p>
    </section>
  )
}

function FindingFix({ detail, actions }: { detail: FindingDetail; actions: ReactNode }) {
  const { finding, patch, fixRefusal } = detail
  if (finding.fix === null) {
    const words = detail.help?.fix
    if (words === undefined) return null
    return (
      <FindingSection title="How to mend it">
        <Prose text={words} />
      </FindingSection>
    )
  }
  return (
    <FindingSection title="Fix" actions={actions}>
      {finding.fixCheck === null ? (
        <p className="text-dim text-sm">This fix was not tried out, so it is not offered.</p>
      ) : (
        <div className="mb-2">
          <FixChecks check={finding.fixCheck} />
        </div>
      )}
      {fixRefusal === null ? null : <p className="text-dim text-sm">{fixRefusal}</p>}
      {patch === null ? null : (
        <CodeBox>
          <PatchView patch={patch} label="The fix as a diff" />
        </CodeBox>
      )}
    </FindingSection>
  )
}

function Seen({ team, finding }: { team: string; finding: FindingRow }) {
  return (
    <p className="border-line-soft border-t px-3.5 py-2 text-dim text-xs">
      First seen <RelativeTime time={finding.firstSeenAt} />, last <RelativeTime time={finding.lastSeenAt} />{' '}
      by{' '}
      <Link
        href={`/t/${team}/runs/${finding.lastRunId}`}
        className="underline decoration-line underline-offset-4 hover:decoration-current"
      >
        this run
      </Link>
      {finding.fixedAt === null ? null : (
        <>
          , gone since <RelativeTime time={finding.fixedAt} />
        </>
      )}
    </p>
  )
}
