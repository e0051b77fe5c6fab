import 'server-only'
import type { FindingRow } from '@/lib/domain/finding-row'
import { withoutSecrets } from './without-secrets'

const COLUMNS: [string, (finding: FindingRow) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['project', ({ projectSlug }) => projectSlug],
  ['path', ({ path }) => path],
  ['line', ({ range }) => range.startLine],
  ['end_line', ({ range }) => range.endLine],
  ['name', ({ qualifiedName }) => qualifiedName],
  ['rule', ({ rule }) => rule],
  ['title', ({ ruleTitle }) => ruleTitle],
  ['severity', ({ severity }) => severity],
  ['category', ({ category }) => category],
  ['cwe', ({ cwe }) => cwe],
  ['tool', ({ tool }) => tool],
  ['state', ({ state }) => state],
  ['dismiss_reason', ({ dismissReason }) => dismissReason],
  ['confidence', ({ confidence }) => confidence.value.toFixed(3)],
  ['verdicts', ({ confidence }) => confidence.n],
  ['proven', ({ proof }) => (proof === null ? 'no' : 'yes')],
  ['in_a_change', ({ inChange }) => (inChange === true ? 'yes' : 'no')],
  ['suppressed_because', ({ hidden }) => hidden?.why ?? null],
  ['message', ({ message }) => message],
  ['trigger', ({ trigger }) => trigger],
  ['first_seen', ({ firstSeenAt }) => firstSeenAt],
  ['last_seen', ({ lastSeenAt }) => lastSeenAt],
  ['fixed', ({ fixedAt }) => fixedAt],
  ['fingerprint', ({ fingerprint }) => fingerprint],
]

/**
 * Findings as CSV (RFC 4180) with a header; text that a spreadsheet would take for a formula begins with an apostrophe. Secrets
 * are masked.
 */
export function toCsv(findings: FindingRow[]): string {
  const rows = withoutSecrets(findings).map((finding) => COLUMNS.map(([, read]) => cell(read(finding))))
  return [COLUMNS.map(([name]) => name), ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
