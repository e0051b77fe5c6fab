import 'server-only'
import { db } from '@/lib/db/db'
import type { FindingRow } from '@/lib/domain/finding-row'
import { textForFix } from './text-for-fix'

/**
 * Findings as a file may hold them: a fix is edits by line, and one that a review of changes made for a text which is not the
 * stored module would be made in other code. It is left out; the finding stays.
 */
export async function withoutForeignFixes(teamId: string, findings: FindingRow[]): Promise<FindingRow[]> {
  const fixed = findings.filter(({ fix }) => fix !== null)
  const runs = await db().run.findMany({
    where: { id: { in: [...new Set(fixed.map(({ lastRunId }) => lastRunId))] }, teamId, targetKind: 'diff' },
    select: { id: true, teamId: true, snapshotId: true, targetKind: true, launchId: true },
  })
  const runOf = new Map(runs.map((run) => [run.id, run]))
  const known = new Map<string, boolean>()
  const kept: FindingRow[] = []
  for (const finding of findings) {
    const run = finding.fix === null ? undefined : runOf.get(finding.lastRunId)
    if (run === undefined) {
      kept.push(finding)
      continue
    }
    const key = `${run.id} ${finding.path}`
    const fits = known.get(key) ?? (await textForFix(run, finding.path)).source !== null
    known.set(key, fits)
    kept.push(fits ? finding : { ...finding, fix: null, fixCheck: null })
  }
  return kept
}
