import 'server-only'
import { countDiff, summarizeDiff } from '@/lib/domain/code-diff'
import { formatPlural } from '@/lib/format/format-count'
import type { ResolvedDiff } from '@/lib/projects/changes/resolve-changes'

/** How much changes: `3 files +12 −4`. */
export function describeDiff({ title, base, head, files }: ResolvedDiff): string {
  const count = countDiff(summarizeDiff({ kind: 'diff', title, base, head, files }).files)
  return `${formatPlural(count.files, 'file')} +${count.addedLines} −${count.removedLines}`
}
