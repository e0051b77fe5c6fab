import type { RunRow } from '@/lib/domain/run'

/** What a run is about on one line: a module's path, or the title of changes with how much they change. */
export function targetText({
  targetKind,
  targetPath,
  targetName,
}: Pick<RunRow, 'targetKind' | 'targetPath' | 'targetName'>): string {
  if (targetName === null) return targetPath
  return targetKind === 'diff' ? `${targetPath} (${targetName})` : `${targetPath}:${targetName}`
}
