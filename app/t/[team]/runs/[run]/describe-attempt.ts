import { OUTCOME_WORDS } from '@/components/runs/run-words'
import { wasNeverMade } from '@/lib/domain/attempt'
import { NO_ANSWER } from '@/lib/domain/cost-parts'
import { describeUse } from '@/lib/domain/describe-use'
import type { RunDetail } from '@/lib/domain/run'
import { formatPlural } from '@/lib/format/format-count'

type Attempt = Pick<
  RunDetail['attempts'][number],
  'source' | 'outcome' | 'requestId' | 'latencyMs' | 'use' | 'tryNumber'
>

/** What became of an attempt: of an answer whether the output is made of it, as was recorded; else how the call ended. */
export function describeAttempt(attempt: Attempt, run: Pick<RunDetail['run'], 'source'>): string {
  const { outcome, use } = attempt
  const words = OUTCOME_WORDS[outcome]
  if (wasNeverMade(attempt)) return `${words}: not called`
  if (attempt.source !== 'model') return words
  if (use !== null && use.kept > 0) return describeUse(use) ?? words
  if (outcome === 'ok') return use === null ? 'answered' : 'answered, not used'
  if (use === null || NO_ANSWER.includes(outcome)) return words
  return run.source === 'model' ? `${words}, replaced` : words
}

/** "4 model calls: 1 used, 1 replaced, 2 without a whole answer"; null: none was made. */
export function describeCalls(attempts: readonly Attempt[]): string | null {
  const made = attempts.filter((attempt) => attempt.source === 'model' && !wasNeverMade(attempt))
  if (made.length === 0) return null
  const isUsed = ({ use }: Attempt) => use !== null && use.kept > 0
  const isLost = ({ outcome }: Attempt) => NO_ANSWER.includes(outcome)
  const others = made.filter((attempt) => !isUsed(attempt) && !isLost(attempt))
  const counts: [number, string][] = [
    [made.filter(isUsed).length, 'used'],
    [others.filter(({ use }) => use !== null).length, 'not used'],
    [others.filter(({ use }) => use === null).length, 'answered'],
    [made.filter((attempt) => !isUsed(attempt) && isLost(attempt)).length, 'without a whole answer'],
  ]
  const said = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)
  return `${formatPlural(made.length, 'model call')}: ${said.join(', ')}`
}
