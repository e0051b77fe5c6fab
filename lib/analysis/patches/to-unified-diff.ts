import 'server-only'
import { createTwoFilesPatch } from 'diff'
import type { LineEdit } from '@/lib/domain/finding'
import { applyEdits } from './apply-edits'

/**
 * The edits as a patch that `git apply` and `patch -p1` take, or null when they cannot be made. `path` is the module's path in
 * the project.
 */
export function toUnifiedDiff(path: string, source: string, edits: LineEdit[]): string | null {
  const after = applyEdits(source, edits)
  if (after === null) return null
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, source, after, undefined, undefined, { context: 3 })
}
