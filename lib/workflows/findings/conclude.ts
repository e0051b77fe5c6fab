import { foreignRule } from '@/lib/analysis/foreign-rule'
import type { JudgedFinding, ReviewVerdictWord } from '@/lib/domain/finding-row'
import type { LookedModule } from '@/lib/domain/looked-module'
import type { FindingKind } from '@/lib/domain/model-kinds'
import type { WorkflowName } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import type { Evidence } from '../analysis-port'
import type { ArtifactDraft, RunInput, RunOutcome, WorkflowPorts } from '../define-workflow'
import type { Dropped, ReviewFile, Settled } from './candidate'
import { checkFindings, type Gap, isQuoted, verdictOf, whyUnread } from './finding-checks'
import type { ModelUse } from './model-use'
import { describeFigures, reviewFigures } from './review-figures'
import { writeJson, writeMarkdown } from './write-report'

/** What the findings' rules are called: ours and models' kinds by the list, other tools' by what they mean here. */
function titlesOf(findings: JudgedFinding[], kinds: readonly FindingKind[]): Map<string, string> {
  const titles = new Map(kinds.map(({ id, title }) => [id, title]))
  return new Map(findings.map(({ rule }) => [rule, titles.get(rule) ?? foreignRule(rule)?.title ?? rule]))
}

/** What a workflow hands to its end. */
export interface Ending {
  workflow: WorkflowName
  /** file name of the report without its end: `review` → review.json, review.md */
  name: string
  evidence: Extract<Evidence, { files: unknown }>
  files: ReviewFile[]
  kinds: readonly FindingKind[]
  settled: Settled[]
  dropped: Dropped[]
  use: ModelUse
  /** in the order they are shown */
  order: (a: JudgedFinding, b: JudgedFinding) => number
  /** null: what is found judges no change */
  verdict: (findings: JudgedFinding[]) => ReviewVerdictWord | null
  more?: ArtifactDraft[]
}

/** A run that could look at nothing, with the reason. */
export function unverifiedOutcome(reason: RunOutcome['reason'], text: string): RunOutcome {
  return {
    source: null,
    verdict: 'unverified',
    verdictText: text,
    reason,
    reasonText: text,
    artifacts: [],
    figures: {},
    promptVersion: null,
  }
}

/**
 * Judges the findings by earlier verdicts, checks that each is quoted and tried, and writes the reports. Order, figures and
 * verdict are worked out from facts alone.
 */
export async function concludeFindings(
  ports: WorkflowPorts,
  input: RunInput,
  ending: Ending,
): Promise<RunOutcome> {
  const { workflow, name, evidence, files, settled, use } = ending
  const quoted = settled.filter(({ detection }) => isQuoted(detection, files))
  const unquoted = settled
    .filter((one) => !quoted.includes(one))
    .map(
      ({ detection: { rule, path, range, quote } }): Dropped => ({
        ...{ stage: 'check', rule, path, line: range.startLine, quote },
        why: 'The code that it quotes does not stand there.',
      }),
    )
  const judged = await ports.step(`${input.runId}.${input.tryNumber}.judge`, () =>
    ports.findings.judge(
      quoted.map(({ detection, doubt, prevention }) => ({ ...detection, doubt, prevention })),
    ),
  )
  const findings = judged.toSorted(ending.order)
  const checks = await checkFindings(ports, input, { evidence, files, settled, findings })
  const [gap] = [...evidence.files.flatMap((file) => whyUnread(file) ?? []), ...whyLeftOut(unquoted)]
  const figures = reviewFigures(findings, verdictWord(ending.verdict(findings), gap === undefined))
  const headline = describeFigures(figures, gap === undefined)
  const notes = [...evidence.notes, ...(use.gap === null ? [] : [use.gap]), ...new Set(use.notes)]
  const report = {
    ...{ workflow, figures, findings, notes, files, tools: evidence.tools },
    target: input.diff?.title ?? input.modulePath,
    dropped: [...ending.dropped, ...unquoted],
    titles: titlesOf(findings, ending.kinds),
  }
  const { source, reason, reasonText, promptVersion } = use.end
  const origin = source ?? 'template'
  const verdict = verdictOf(checks)
  return {
    source,
    verdict,
    verdictText: gap === undefined ? headline : `${headline}; ${gap.what}`,
    reason: gap?.reason ?? reason,
    reasonText: gap?.text ?? reasonText,
    artifacts: [
      {
        kind: 'report',
        path: `${name}.md`,
        language: 'markdown',
        content: writeMarkdown(report, headline),
        origin,
      },
      { kind: 'report-data', path: `${name}.json`, language: 'json', content: writeJson(report), origin },
      ...(ending.more ?? []),
    ],
    figures: { review: figures, secretsMasked: use.secretsMasked, notes },
    promptVersion,
    answerUses: use.answerUses,
    findings,
    looked: lookedModules(ending, input, findings),
  }
}

/** What was found and is not shown, as its place is not known. */
function whyLeftOut(unquoted: Dropped[]): Gap[] {
  const [first] = unquoted
  if (first === undefined) return []
  const what = formatPlural(unquoted.length, 'finding')
  return [
    {
      reason: 'not-analysed',
      what: `${what} left out`,
      text: `${what} left out: the quoted code does not stand at its place (${first.path}, line ${first.line}: ${first.rule})`,
    },
  ]
}

/** Where not everything was looked at, nothing is approved; what speaks against a change still does. */
function verdictWord(word: ReviewVerdictWord | null, isComplete: boolean): ReviewVerdictWord | null {
  return isComplete || word === 'request-changes' ? word : null
}

/** Of changes nothing is looked at as a whole. */
function lookedModules(
  { evidence, use }: Ending,
  input: RunInput,
  findings: JudgedFinding[],
): LookedModule[] {
  if (input.diff != null) return []
  const shown = new Set(findings.map(({ fingerprint }) => fingerprint))
  return evidence.files.map(({ path, looked = [], detections }) => ({
    path,
    tools: looked,
    withModels: use.isComplete,
    unshown: detections
      .filter(({ fingerprint }) => !shown.has(fingerprint))
      .map(({ rule, qualifiedName, quote, fingerprint }) => ({ rule, qualifiedName, quote, fingerprint })),
  }))
}
