import Link from 'next/link'
import type { FindingRow } from '@/lib/domain/finding-row'
import { CATEGORY_WORD, cweHref, STAGE_WORD, TOOL_WORD } from './finding-words'
import { Prose } from './prose'

type FindingWhyProps = {
  finding: FindingRow
  /** what its rule is about; null: nobody wrote it down */
  why: string | null
  /** the message stands below its line already */
  isSaidInCode: boolean
  /** page of its rule */
  ruleHref: string
}

const linkStyle = 'underline decoration-line underline-offset-4 hover:decoration-current'

/** Why it is one: the message, what makes it happen, the way of the value, where the words come from. */
export function FindingWhy({ finding, why, isSaidInCode, ruleHref }: FindingWhyProps) {
  const { trigger, trace, cwe } = finding
  const said: [string, string | null][] = [
    ['What makes it happen', trigger],
    ['What speaks against it', finding.doubt],
    ['Why it matters', why === trigger ? null : why],
    ['To keep its kind out', finding.prevention],
  ]
  return (
    <div className="grid gap-2.5 px-3.5 py-2.5">
      {isSaidInCode ? null : <Prose text={finding.message} />}
      {said.map(([head, text]) =>
        text === null ? null : (
          <div key={head}>
            <h3 className="font-medium text-dim text-xs">{head}</h3>
            <Prose text={text} />
          </div>
        ),
      )}
      {trace.length === 0 ? null : (
        <div>
          <h3 className="font-medium text-dim text-xs">The way there</h3>
          <ol className="mt-0.5 grid gap-0.5">
            {trace.map((step, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: a way may pass a line twice
                key={index}
                className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 text-sm"
              >
                <span className="text-right text-faint">line {step.line}</span>
                <span className="wrap-anywhere">{step.text}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
      <p className="text-dim text-xs">
        {CATEGORY_WORD[finding.category]} ·{' '}
        <Link href={ruleHref} className={linkStyle}>
          {finding.rule}
        </Link>
        {cwe === null ? null : (
          <>
            {' · '}
            <a href={cweHref(cwe)} target="_blank" rel="noreferrer" className={linkStyle}>
              CWE-{cwe}
              <span className="sr-only"> (opens another site)</span>
            </a>
          </>
        )}{' '}
        · seen by {TOOL_WORD[finding.tool]}, {STAGE_WORD[finding.stage]}
      </p>
    </div>
  )
}
