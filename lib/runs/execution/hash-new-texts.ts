import 'server-only'
import { createHash } from 'node:crypto'
import type { CodeDiff } from '@/lib/domain/code-diff'

/** By path the sha256 of each text as it is after the change; undefined: the run is of no change. */
export function hashNewTexts(diff: CodeDiff | null | undefined): Map<string, string> | undefined {
  if (diff == null) return undefined
  return new Map(
    diff.files.flatMap(({ path, newSource }) =>
      newSource === null ? [] : [[path, createHash('sha256').update(newSource).digest('hex')] as const],
    ),
  )
}
