import 'server-only'
import type { FindingSeverity } from '@/lib/domain/finding'
import { type FindingRow, isFixOffered } from '@/lib/domain/finding-row'
import { describeTrial } from '@/lib/domain/fix-words'
import { MASKED_NOTE } from '@/lib/domain/mask-secrets'
import { unlinkUrls } from '@/lib/format/unlink-urls'
import { type ExportedFinding, withoutSecrets } from './without-secrets'

const SEVERITIES: FindingSeverity[] = ['critical', 'high', 'medium', 'low']

/**
 * Findings as a comment for a pull request, the gravest first, each with its place, its code, its trigger and the checked fix.
 * What comes from code or a model stands in code or is escaped: it cannot become a link, an image, a mention or HTML. Secrets are masked,
 * and a masked quote says so.
 */
export function toMarkdown(findings: FindingRow[]): string {
  if (findings.length === 0) return 'Assay found nothing to say.\n'
  const exported = withoutSecrets(findings)
  const counts = SEVERITIES.map(
    (severity) => [severity, exported.filter((one) => one.severity === severity)] as const,
  )
  const parts = counts.filter(([, own]) => own.length > 0)
  const head = parts.map(([severity, own]) => `${own.length} ${severity}`).join(', ')
  const sections = parts.map(
    ([severity, own]) =>
      `## ${severity[0]?.toUpperCase()}${severity.slice(1)}\n\n${own.map(describe).join('\n')}`,
  )
  return `# Assay: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} (${head})\n\n${sections.join('\n')}`
}

function describe(finding: ExportedFinding): string {
  const { ruleTitle, rule, cwe, path, range, message, trigger, quote, confidence, proof, fix, inChange } =
    finding
  const checked = finding.fixCheck === null ? '' : describeTrial(finding.fixCheck)
  const facts = [
    `${Math.round(confidence.value * 100)} % sure, ${confidence.n} ${confidence.n === 1 ? 'verdict' : 'verdicts'}`,
    ...(inChange === true ? ['in a change'] : []),
    ...standingOf(finding),
    ...(proof === null ? [] : ['proven by a failing test']),
    ...(cwe === null ? [] : [`CWE-${cwe}`]),
    inline(rule),
  ]
  return [
    `### ${plain(ruleTitle)}: ${inline(`${path}:${range.startLine}`)}\n`,
    `${plain(message)} (${facts.join('; ')})\n`,
    block('python', quote),
    ...(finding.isMasked ? [`${MASKED_NOTE}\n`] : []),
    ...(trigger === null ? [] : [`**When:** ${plain(trigger)}\n`]),
    ...(fix === null || !isFixOffered(finding) ? [] : [describeFix(fix, checked)]),
  ].join('\n')
}

/** What became of it, where it is no longer to be done. */
function standingOf({ state, hidden }: ExportedFinding): string[] {
  if (state === 'fixed' || state === 'dismissed') return [state]
  return hidden === null ? [] : ['suppressed']
}

type Edits = NonNullable<ExportedFinding['fix']>

/** One fix is one block: several edits stand in it below their places. */
function describeFix(edits: Edits, checked: string): string {
  const [only, ...more] = edits
  if (only === undefined) return ''
  if (more.length > 0) {
    const parts = edits.map((edit) => `# ${placeOf(edit)}\n${edit.replacement.replace(/\n$/, '')}`.trimEnd())
    return `**Fix** (${checked}), ${edits.length} places:\n\n${block('python', parts.join('\n'))}`
  }
  if (only.replacement === '') return `**Fix** (${checked}): ${placeOf(only)}.\n`
  return `**Fix** (${checked}): ${placeOf(only)}\n\n${block('python', only.replacement)}`
}

function placeOf({ startLine, endLine, replacement }: Edits[number]): string {
  if (endLine < startLine) return `before line ${startLine}`
  return `${replacement === '' ? 'remove ' : ''}${linesText(startLine, endLine)}`
}

const linesText = (start: number, end: number) =>
  start === end ? `line ${start}` : `lines ${start} to ${end}`

/** Text that stands for itself in Markdown. */
function plain(text: string): string {
  return unlinkUrls(text)
    .replace(/[\\`*_{}[\]()#+!|<>~&@]/g, (sign) => (sign === '@' ? '@\u200b' : `\\${sign}`))
    .replace(/\s*\n\s*/g, ' ')
}

/** Code within a line: more backticks around it than are in it. */
function inline(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${fence}${space}${text.replace(/\s*\n\s*/g, ' ')}${space}${fence}`
}

function block(language: string, code: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1))
  return `${fence}${language}\n${code.replace(/\n$/, '')}\n${fence}\n`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
