import { toUnifiedDiff } from '@/lib/analysis/patches/to-unified-diff'
import { isFixOffered, type JudgedFinding } from '@/lib/domain/finding-row'
import { describeTrial } from '@/lib/domain/fix-words'
import { MASKED_NOTE, secretMasker } from '@/lib/domain/mask-secrets'
import type { ReportedFinding, ReviewReport } from '@/lib/domain/review-report'
import type { ReviewFigures } from '@/lib/domain/run'
import type { WorkflowName } from '@/lib/domain/words'
import { unlinkUrls } from '@/lib/format/unlink-urls'
import type { Dropped, ReviewFile } from './candidate'

/** All that a report is written from. */
export interface Report {
  workflow: WorkflowName
  target: string
  figures: ReviewFigures
  findings: JudgedFinding[]
  dropped: Dropped[]
  notes: string[]
  tools: { tool: string; version: string; modules: number }[]
  files: ReviewFile[]
  /** titles by rule */
  titles: Map<string, string>
}

/** What the report quotes of secrets is masked: it is read outside of the product, too. */
const maskerOf = ({ findings, dropped }: Report) => secretMasker([...findings, ...dropped])

const maskProof = (proof: JudgedFinding['proof'], mask: (text: string) => string) =>
  proof === null ? null : { ...proof, testSource: mask(proof.testSource), output: mask(proof.output) }

/** The finding's fix as a patch, when it passed its checks; null otherwise. */
function patchOf(finding: JudgedFinding, files: ReviewFile[]): string | null {
  const file = files.find(({ path }) => path === finding.path)
  if (file === undefined || finding.fix === null || !isFixOffered(finding)) return null
  return toUnifiedDiff(finding.path, file.source, finding.fix)
}

/** The report for programs: findings in the order they are shown, then what is hidden or was dropped, with the reason. */
export function writeJson(report: Report): string {
  const { workflow, target, figures, findings, dropped, notes, tools, files, titles } = report
  const mask = maskerOf(report)
  const maskAll = (text: string | null) => (text === null ? null : mask(text))
  const rows = findings.map(
    (finding): ReportedFinding => ({
      rule: finding.rule,
      title: titles.get(finding.rule) ?? finding.rule,
      severity: finding.severity,
      category: finding.category,
      cwe: finding.cwe,
      path: finding.path,
      lines: { start: finding.range.startLine, end: finding.range.endLine },
      range: finding.range,
      quote: mask(finding.quote),
      symbol: finding.qualifiedName,
      explanation: mask(finding.message),
      trigger: maskAll(finding.trigger),
      trace: finding.trace.map((step) => ({ ...step, text: mask(step.text) })),
      patch: maskAll(patchOf(finding, files)),
      patchCheck: finding.fixCheck,
      example: maskAll(finding.example),
      confidence: finding.confidence,
      stage: finding.stage,
      tool: finding.tool,
      doubt: maskAll(finding.doubt ?? null),
      prevention: maskAll(finding.prevention ?? null),
      proof: maskProof(finding.proof, mask),
      hidden: finding.hidden,
      fingerprint: finding.fingerprint,
    }),
  )
  const { verdict } = figures
  const json: ReviewReport = {
    version: 1,
    workflow,
    target,
    verdict,
    figures,
    findings: rows,
    dropped: dropped.map((one) => ({ ...one, quote: mask(one.quote), why: mask(one.why) })),
    notes,
    tools,
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

/** A fence that the text cannot close. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

/** Words of a model or an analyser on one line, so that they can start no heading, list or HTML of their own. */
const plain = (text: string) =>
  unlinkUrls(text)
    .replace(/\s+/g, ' ')
    .replace(/[<>[\]|*_#`\\]/g, (sign) => `\\${sign}`)
    .trim()

function writeFinding(finding: JudgedFinding, report: Report, mask: (text: string) => string): string {
  const { files, titles } = report
  const { severity, path, range, quote, message, trigger, confidence, proof, example, rule } = finding
  const patch = patchOf(finding, files)
  const tried = finding.fixCheck === null ? '' : describeTrial(finding.fixCheck)
  const sure = `${Math.round(confidence.value * 100)} % (n = ${confidence.n})`
  const facts: [string, string | null | undefined][] = [
    ['When it happens', trigger],
    ['To keep its kind out', finding.prevention],
    ['What speaks against it', finding.doubt],
  ]
  return [
    `### ${severity}: ${plain(titles.get(rule) ?? rule)}`,
    `${plain(path)}, line ${range.startLine} · ${plain(rule)} · confidence ${sure}`,
    fenced(mask(quote), 'python'),
    ...(mask(quote) === quote ? [] : [MASKED_NOTE]),
    plain(mask(message)),
    ...facts.flatMap(([head, text]) =>
      text == null || text === '' ? [] : [`**${head}:** ${plain(mask(text))}`],
    ),
    ...(patch === null ? [] : [`**Fix, tried in a scratch copy: ${tried}:**`, fenced(mask(patch), 'diff')]),
    ...(example === null ? [] : ['**Right code:**', fenced(mask(example), 'python')]),
    ...(proof === null ? [] : ['**Proven by a test that fails:**', fenced(mask(proof.testSource), 'python')]),
  ].join('\n\n')
}

/** The report for people, Markdown. */
export function writeMarkdown(report: Report, headline: string): string {
  const { findings, dropped, notes, target } = report
  const mask = maskerOf(report)
  const shown = findings.filter(({ hidden }) => hidden === null)
  const hidden = findings.filter((finding) => finding.hidden !== null)
  const lines = (head: string, texts: string[]) =>
    texts.length === 0 ? [] : [`## ${head}`, texts.map((text) => `- ${plain(text)}`).join('\n')]
  return `${[
    `# ${plain(target)}`,
    plain(headline),
    ...(shown.length === 0 ? [] : ['## Findings']),
    ...shown.map((finding) => writeFinding(finding, report, mask)),
    ...lines(
      'Hidden by earlier verdicts',
      hidden.map(
        ({ path, range, rule, hidden: held }) =>
          `${path}, line ${range.startLine}: ${rule}. ${held?.why ?? ''}`,
      ),
    ),
    ...lines(
      'Looked at and dropped',
      dropped.map(
        ({ path, line, rule, stage, why }) => `${path}, line ${line}: ${rule} (${stage}). ${mask(why)}`,
      ),
    ),
    ...lines('Notes', notes),
  ].join('\n\n')}\n`
}
