import type { CheckRecord } from '@/lib/domain/check'
import { isFixOffered, type JudgedFinding } from '@/lib/domain/finding-row'
import type { Verdict } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import type { Evidence, FileEvidence } from '../analysis-port'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { ReviewFile } from './candidate'
import { quoteAt } from './quote-at'

/** True when the code that the finding quotes stands where it says. */
export function isQuoted(
  finding: Pick<JudgedFinding, 'path' | 'range' | 'quote'>,
  files: ReviewFile[],
): boolean {
  const file = files.find(({ path }) => path === finding.path)
  return file !== undefined && finding.quote !== '' && quoteAt(file.source, finding.range) === finding.quote
}

/** Why a file was not looked at as a whole; null: it was. */
export function whyUnread({
  path,
  syntaxError,
  unread,
}: FileEvidence): { reason: 'syntax-error' | 'not-analysed'; what: string; text: string } | null {
  if (syntaxError !== null) {
    const text = `${path}: line ${syntaxError.line}: ${syntaxError.message}`
    return { reason: 'syntax-error', what: `not all was read: ${path} does not parse`, text }
  }
  if (unread == null) return null
  return { reason: 'not-analysed', what: `not all was analysed: ${path}`, text: `${path}: ${unread}` }
}

/**
 * What the run's verdict rests on, as checks: the evidence was read, each finding quotes the code at its place, each fix that
 * is offered was tried. Facts only; what anybody says in words is in none of them.
 */
export async function checkFindings(
  ports: WorkflowPorts,
  input: RunInput,
  given: { evidence: Extract<Evidence, { files: unknown }>; files: ReviewFile[]; findings: JudgedFinding[] },
): Promise<CheckRecord[]> {
  const { evidence, files, findings } = given
  const prefix = `${input.runId}.${input.tryNumber}.findings`
  const unread = evidence.files.flatMap((file) => whyUnread(file) ?? [])
  const quoted = findings.filter((finding) => isQuoted(finding, files)).length
  const offered = findings.filter(({ fix }) => fix !== null)
  const tried = offered.filter(isFixOffered).length
  const records = [
    {
      kind: 'evidence-read',
      passed: unread.length === 0,
      summary: `${evidence.files.length - unread.length} of ${formatPlural(evidence.files.length, 'module')} read`,
      log: unread.map(({ text }) => text).join('\n'),
    },
    {
      kind: 'findings-quoted',
      passed: quoted === findings.length,
      summary: `${quoted} of ${formatPlural(findings.length, 'finding')} ${findings.length === 1 ? 'quotes' : 'quote'} the code at ${findings.length === 1 ? 'its' : 'their'} place`,
      log: '',
    },
    {
      kind: 'fixes-tried',
      passed: tried === offered.length,
      summary: `${tried} of ${formatPlural(offered.length, 'offered fix', 'offered fixes')} tried in a scratch copy`,
      log: '',
    },
  ].map(
    ({ kind, passed, summary, log }): CheckRecord => ({
      id: `${prefix}.${kind}`,
      stage: 'check',
      kind,
      outcome: passed ? 'passed' : 'failed',
      required: true,
      summary,
      command: null,
      exitCode: null,
      durationMs: 0,
      sandbox: null,
      figures: {},
      log: log === '' ? null : log,
    }),
  )
  await ports.step(prefix, async () => {
    for (const record of records) await ports.record.check(record)
  })
  return records
}

/** `verified` when all of them passed; a module that could not be read or analysed leaves it open. */
export function verdictOf(checks: CheckRecord[]): Verdict {
  const failed = checks.filter(({ outcome, required }) => required && outcome !== 'passed')
  if (failed.length === 0) return 'verified'
  return failed.every(({ kind }) => kind === 'evidence-read') ? 'unverified' : 'rejected'
}
