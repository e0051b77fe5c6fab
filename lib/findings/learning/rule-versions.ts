import 'server-only'
import { createHash } from 'node:crypto'
import { loadRules } from '@/lib/analysis/load-rules'
import type { Rule } from '@/lib/analysis/parse-rule'
import type { CheckedDetection } from '@/lib/domain/finding-row'

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/**
 * The version of what made a detection: verdicts count only for the same one. Of a prompt its hash; of a rule of ours its
 * examples, which are what it finds and what it lets pass, so that better words for it lose nothing; of other tools none.
 */
export async function ruleVersioner(): Promise<
  (detection: Pick<CheckedDetection, 'rule' | 'tool' | 'promptHash'>) => string
> {
  const rules = await loadRules()
  const versions = new Map([...rules.values()].map((rule) => [rule.id, versionOf(rule)]))
  return ({ rule, tool, promptHash }) =>
    promptHash === null ? (versions.get(rule) ?? tool) : `prompt-${promptHash.slice(0, 16)}`
}

const versionOf = ({ bad, good }: Rule) => `rule-${short(JSON.stringify([bad, good]))}`
