import type { CodeRange, FindingCategory, FindingStage, FindingTool } from '@/lib/domain/finding'
import type { Confidence, DismissReason, ReviewVerdictWord } from '@/lib/domain/finding-row'

/** The words of findings as people read them. */
export const CATEGORY_WORD = {
  security: 'Security',
  performance: 'Performance',
  maintainability: 'Maintainability',
  correctness: 'Correctness',
  'best-practice': 'Best practice',
} satisfies Record<FindingCategory, string>

export const REASON_WORD = {
  wrong: 'Wrong',
  'wont-fix': 'Won’t fix',
  noise: 'Noise',
} satisfies Record<DismissReason, string>

/** What each reason teaches, in a few words. */
export const REASON_HINT = {
  wrong: 'It is not true.',
  'wont-fix': 'True, but not worth it here.',
  noise: 'Nobody wants to read this.',
} satisfies Record<DismissReason, string>

export const TOOL_WORD = {
  assay: 'Assay',
  ruff: 'Ruff',
  pyright: 'Pyright',
  model: 'Model',
} satisfies Record<FindingTool, string>

export const STAGE_WORD = {
  evidence: 'static evidence',
  triage: 'triage by a model',
  verify: 'verified by a model',
  premium: 'verified by the premium model',
} satisfies Record<FindingStage, string>

export const REVIEW_VERDICT_WORD = {
  approve: 'Approve',
  'approve-with-suggestions': 'Approve with suggestions',
  'request-changes': 'Request changes',
} satisfies Record<ReviewVerdictWord, string>

/** "ledger/money.py:12", or ":12–15" when it spans lines. */
export function placeText({ path, range }: { path: string; range: CodeRange }): string {
  return `${path}:${linesText(range)}`
}

/** "12" or "12–15". */
export function linesText({ startLine, endLine }: CodeRange): string {
  return startLine === endLine ? String(startLine) : `${startLine}–${endLine}`
}

/** "87 %": a calibrated probability is not known to a tenth of a percent, and is never certain. */
export function confidenceText({ value }: Confidence): string {
  const percent = Math.round(value * 100)
  if (percent <= 0) return '<1 %'
  return percent >= 100 ? '>99 %' : `${percent} %`
}

/** What the percentage rests on, as a sentence for a title. */
export function confidenceBasis({ value, n }: Confidence): string {
  const share = confidenceText({ value, n })
  if (n === 0) return `${share} likely to be accepted; an estimate of the rule, nobody judged it here yet`
  return `${share} likely to be accepted, n = ${n} ${n === 1 ? 'verdict' : 'verdicts'} on this rule`
}

/** The page of a weakness in the public list. */
export const cweHref = (cwe: number) => `https://cwe.mitre.org/data/definitions/${cwe}.html`
