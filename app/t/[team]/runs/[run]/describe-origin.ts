import { REASON_WORDS } from '@/lib/domain/reason-words'
import type { RunRow } from '@/lib/domain/run'
import { NO_MODEL_ALLOWED } from '@/lib/domain/template-scope'
import type { RunReason } from '@/lib/domain/words'
import { isReview } from './is-review'

const noModelAllowed: readonly RunReason[] = NO_MODEL_ALLOWED

/** How an output without a model came about; where a model was to be asked, what came of that is said first. */
export function describeOrigin(run: Pick<RunRow, 'workflow'>, reason: RunReason): string {
  const maker = isReview(run) ? 'by analysis alone' : 'by the template'
  const words = REASON_WORDS[reason]
  if (noModelAllowed.includes(reason)) return `Made ${maker}: ${words}`
  return `${words[0]?.toUpperCase()}${words.slice(1)}, so made ${maker}`
}
