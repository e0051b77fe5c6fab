import { applyEdits } from '@/lib/analysis/patches/apply-edits'
import type { CheckRecord } from '@/lib/domain/check'
import {
  type CheckedDetectionInput,
  type FixCheck,
  isFixOffered,
  type JudgedFinding,
} from '@/lib/domain/finding-row'
import type { Verdict } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import type { Evidence, FileEvidence } from '../analysis-port'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { ReviewFile, Settled } from './candidate'
import { quoteAt } from './quote-at'

/** True when the code that the finding quotes stands where it says. */
export function isQuoted(
  finding: Pick<JudgedFinding, 'path' | 'range' | 'quote'>,
  files: ReviewFile[],
): boolean {
  const file = files.find(({ path }) => path === finding.path)
  return file !== undefined && finding.quote !== '' && quoteAt(file.source, finding.range) === finding.quote
}

/** Why a run's findings may not be all there is to say. */
export interface Gap {
  reason: 'syntax-error' | 'not-analysed'
  /** the same in a few words */
  what: string
  text: string
}

/** Why a file was not looked at as a whole; null: it was. */
export function whyUnread({ path, syntaxError, unread }: FileEvidence): Gap | null {
  if (syntaxError !== null) {
    const text = `${path}: line ${syntaxError.line}: ${syntaxError.message}`
    return { reason: 'syntax-error', what: `not all was read: ${path} does not parse`, text }
  }
  if (unread == null) return null
  return { reason: 'not-analysed', what: `not all was analysed: ${path}`, text: `${path}: ${unread}` }
}

/** What has to be known of a run besides what it found. */
interface Checked {
  evidence: Extract<Evidence, { files: unknown }>
  files: ReviewFile[]
  /** everything that was to be shown, before anything was left out */
  settled: Settled[]
  /** what is kept and shown */
  findings: JudgedFinding[]
}

/** The evidence was read: whatever was not may hold a fault. */
function checkEvidence({ evidence: { files } }: Checked): Fact {
  const unread = files.flatMap((file) => whyUnread(file) ?? [])
  return {
    kind: 'evidence-read',
    passed: unread.length === 0,
    required: true,
    summary: `${files.length - unread.length} of ${formatPlural(files.length, 'module')} read`,
    log: unread.map(({ text }) => text),
  }
}

/** Everything that was to be shown quotes the code at its place; what does not is left out, and leaves the verdict open. */
function checkQuotes({ files, settled, findings }: Checked): Fact {
  const quoted = findings.filter((finding) => isQuoted(finding, files)).length
  const [noun, verb, place] =
    settled.length === 1 ? ['finding', 'quotes', 'its'] : ['findings', 'quote', 'their']
  return {
    kind: 'findings-quoted',
    passed: quoted === settled.length,
    required: true,
    summary: `${quoted} of ${settled.length} ${noun} ${verb} the code at ${place} place`,
    log: settled.flatMap(({ detection }) => (isQuoted(detection, files) ? [] : [placeOf(detection)])),
  }
}

/** How many of the fixes that were tried can be offered, each made once more here. That one cannot costs the run nothing. */
function checkFixes({ files, settled, findings }: Checked): Fact {
  const tried = settled.filter(({ detection }) => detection.fixCheck != null)
  const sources = new Map(files.map(({ path, source }) => [path, source]))
  const applies = ({ path, fix }: JudgedFinding) => {
    const source = sources.get(path) ?? ''
    const mended = fix === null ? null : applyEdits(source, fix)
    return mended !== null && mended !== source
  }
  const offered = new Set(
    findings.filter((one) => isFixOffered(one) && applies(one)).map(({ fingerprint }) => fingerprint),
  )
  const failed = tried.filter(({ detection }) => !offered.has(detection.fingerprint))
  return {
    kind: 'fixes-tried',
    passed: failed.length === 0,
    required: false,
    summary: `${tried.length - failed.length} of ${formatPlural(tried.length, 'fix', 'fixes')} passed in a scratch copy`,
    log: failed.map(({ detection }) => `${placeOf(detection)}: ${whyFailed(detection.fixCheck)}`),
  }
}

const placeOf = ({ path, range, rule }: CheckedDetectionInput) => `${path}, line ${range.startLine}: ${rule}`

function whyFailed(check: FixCheck | null | undefined): string {
  if (check == null || !check.applies) return 'it does not apply'
  if (!check.parses) return 'the module no longer parses'
  if (!check.removesFinding) return 'the finding stays'
  if (!check.addsNone) return 'another finding is shown with it'
  return check.tests === 'red' ? 'tests fail with it' : 'it does not apply to what is shown'
}

interface Fact {
  kind: string
  passed: boolean
  required: boolean
  summary: string
  log: string[]
}

/** What the run's verdict rests on, as checks. Facts only; what anybody says in words is in none of them. */
export async function checkFindings(
  ports: WorkflowPorts,
  input: RunInput,
  given: Checked,
): Promise<CheckRecord[]> {
  const prefix = `${input.runId}.${input.tryNumber}.findings`
  const records = [checkEvidence(given), checkQuotes(given), checkFixes(given)].map(
    ({ kind, passed, required, summary, log }): CheckRecord => ({
      id: `${prefix}.${kind}`,
      stage: 'check',
      kind,
      outcome: passed ? 'passed' : 'failed',
      required,
      summary,
      command: null,
      exitCode: null,
      durationMs: 0,
      sandbox: null,
      figures: {},
      log: log.length === 0 ? null : log.join('\n'),
    }),
  )
  await ports.step(prefix, async () => {
    for (const record of records) await ports.record.check(record)
  })
  return records
}

/** `verified` when all that is required passed: what could not be looked at or shown leaves it open. */
export function verdictOf(checks: CheckRecord[]): Verdict {
  return checks.some(({ outcome, required }) => required && outcome !== 'passed') ? 'unverified' : 'verified'
}
