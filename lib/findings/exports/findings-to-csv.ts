import 'server-only'
import type { FindingRow } from '@/lib/domain/finding-row'
import { toCsv } from '@/lib/format/to-csv'
import { withoutSecrets } from './without-secrets'

const COLUMNS: Record<string, (finding: FindingRow) => string | number | null> = {
  id: ({ id }) => id,
  project: ({ projectSlug }) => projectSlug,
  path: ({ path }) => path,
  line: ({ range }) => range.startLine,
  end_line: ({ range }) => range.endLine,
  name: ({ qualifiedName }) => qualifiedName,
  rule: ({ rule }) => rule,
  title: ({ ruleTitle }) => ruleTitle,
  severity: ({ severity }) => severity,
  category: ({ category }) => category,
  cwe: ({ cwe }) => cwe,
  tool: ({ tool }) => tool,
  state: ({ state }) => state,
  dismiss_reason: ({ dismissReason }) => dismissReason,
  confidence: ({ confidence }) => confidence.value.toFixed(3),
  verdicts: ({ confidence }) => confidence.n,
  proven: ({ proof }) => (proof === null ? 'no' : 'yes'),
  in_a_change: ({ inChange }) => (inChange === true ? 'yes' : 'no'),
  suppressed_because: ({ hidden }) => hidden?.why ?? null,
  message: ({ message }) => message,
  trigger: ({ trigger }) => trigger,
  first_seen: ({ firstSeenAt }) => firstSeenAt,
  last_seen: ({ lastSeenAt }) => lastSeenAt,
  fixed: ({ fixedAt }) => fixedAt,
  fingerprint: ({ fingerprint }) => fingerprint,
}

/** Findings as CSV, for a spreadsheet. Secrets are masked. */
export function findingsToCsv(findings: FindingRow[]): string {
  return toCsv(withoutSecrets(findings), COLUMNS)
}
