import 'server-only'
import type { JudgedFinding } from '@/lib/domain/finding-row'

const RANK = { critical: 0, high: 1, medium: 2, low: 3 }
/** What was demoted comes after everything else. */
const DEMOTED_RANK = 4

/** The columns that lists filter and order by, and the whole beside them. */
export function columnsOf(finding: JudgedFinding) {
  const { fingerprint, movedFingerprint, rule, ruleVersion, tool, severity, category, cwe, path, message } =
    finding
  return {
    ...{ fingerprint, movedFingerprint, rule, ruleVersion, tool, severity, category, cwe, path, message },
    ...judgementColumns(finding),
    startLine: finding.range.startLine,
    judged: finding,
    isProven: finding.proof !== null,
  }
}

/** The part of the columns that changes when somebody says something about the likes of it. */
export function judgementColumns({
  severity,
  confidence,
  hidden,
  demoted,
}: Pick<JudgedFinding, 'severity' | 'confidence' | 'hidden' | 'demoted'>) {
  return {
    severityRank: demoted === null ? RANK[severity] : DEMOTED_RANK,
    confidence: confidence.value,
    hiddenWhy: hidden?.why ?? null,
  }
}
