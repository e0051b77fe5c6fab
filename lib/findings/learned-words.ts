import 'server-only'
import type { JudgedFinding } from '@/lib/domain/finding-row'
import { formatList } from '@/lib/format/format-list'

/**
 * What a run did with what people said before, in sentences: “3 hidden by earlier verdicts: mutable-default.” None: nothing
 * that was said concerned it.
 */
export function learnedWords(judged: Pick<JudgedFinding, 'rule' | 'hidden' | 'demoted'>[]): string[] {
  const dismissed = judged.filter(({ hidden }) => hidden?.why.startsWith('Dismissed'))
  const alike = judged.filter(({ hidden }) => hidden !== null && !hidden.why.startsWith('Dismissed'))
  const demoted = judged.filter((one) => one.demoted !== null)
  return [
    ...sentence(dismissed, 'dismissed before'),
    ...sentence(alike, 'hidden by earlier verdicts on their like'),
    ...sentence(demoted, 'critical, put last by earlier verdicts on their like'),
  ]
}

function sentence(findings: { rule: string }[], what: string): string[] {
  if (findings.length === 0) return []
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  const named = rules.length > 3 ? [...rules.slice(0, 2), `${rules.length - 2} more`] : rules
  return [`${findings.length} ${what}: ${formatList(named)}.`]
}
