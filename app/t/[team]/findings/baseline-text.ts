import { describeSnapshot, type SnapshotChoice } from '@/lib/domain/snapshot-choice'

/** The import that "only new since" names, in words: also while it is looked up, and when there is none of that id. */
export function baselineText(id: string, baseline: SnapshotChoice | null, isLoading: boolean): string {
  if (baseline?.id === id) return `New since ${describeSnapshot(baseline)}`
  return isLoading ? 'New since an import' : 'New since an import that is not there'
}
