'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { placeText } from '@/components/findings/finding-words'
import { Inline } from '@/components/findings/prose'
import type { RunFinding } from '@/components/queries/use-run-findings'
import type { ReviewReport } from '@/lib/domain/review-report'
import { formatCount } from '@/lib/format/format-count'

type ReviewLeftOutProps = {
  findings: readonly RunFinding[]
  report: ReviewReport | null
  hrefOf: (finding: RunFinding) => string
}

const STAGE: Readonly<Record<string, string>> = {
  triage: 'its quote is not in the code',
  verify: 'not confirmed',
  premium: 'not confirmed by the premium model',
  refute: 'refuted',
  check: 'failed a check',
}

/** What is not shown, each with its reason: suppressed by earlier verdicts, or looked at and dropped. */
export function ReviewLeftOut({ findings, report, hrefOf }: ReviewLeftOutProps) {
  const suppressed = findings.filter(({ hidden }) => hidden !== null)
  const dropped = report?.dropped ?? []
  return (
    <>
      <Folded title="Suppressed" count={suppressed.length}>
        {suppressed.map((finding) => (
          <li key={finding.id}>
            <Link
              href={hrefOf(finding)}
              prefetch={false}
              className="inline-block py-1 font-mono text-xs underline-offset-4 hover:underline"
            >
              {placeText(finding)}
            </Link>{' '}
            <Inline text={finding.ruleTitle} />
            <p className="text-dim">
              <Inline text={finding.hidden?.why ?? ''} />
            </p>
          </li>
        ))}
      </Folded>
      <Folded title="Looked at and dropped" count={dropped.length}>
        {dropped.map((one, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the same place may be dropped twice
            key={index}
          >
            <span className="font-mono text-xs">
              {one.path}:{one.line}
            </span>{' '}
            {one.rule} · {STAGE[one.stage] ?? one.stage}
            <p className="text-dim">
              <Inline text={one.why} />
            </p>
          </li>
        ))}
      </Folded>
    </>
  )
}

function Folded({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null
  return (
    <details className="border-line-soft border-t px-3.5 py-2">
      <summary className="w-fit py-1 text-dim text-sm hover:text-ink">
        {title} ({formatCount(count)})
      </summary>
      <ul className="mt-1.5 grid gap-2 text-sm">{children}</ul>
    </details>
  )
}
