import { formatPlural } from './format-count'

/** "23 calls, 15 unanswered": calls that were made, and those of them that brought no answer. */
export function formatCalls(made: number, failed: number): string {
  return `${formatPlural(made, 'call')}${failed === 0 ? '' : `, ${failed} unanswered`}`
}
