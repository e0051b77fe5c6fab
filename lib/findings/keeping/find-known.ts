import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { FindingRecord } from '@/lib/db/rows'
import type { Detection } from '@/lib/domain/finding'
import { readModule, stillHolds } from './still-holds'

export interface SeenIn {
  teamId: string
  projectId: string
  snapshotId: string
}

/**
 * By fingerprint of a detection the finding of the project it is: the same one, or one that moved here from a place where
 * it no longer stands. What stands in both places is two findings.
 */
export async function findKnown(
  client: Db | Transaction,
  { teamId, projectId, snapshotId }: SeenIn,
  detections: Pick<Detection, 'fingerprint' | 'movedFingerprint'>[],
): Promise<Map<string, FindingRecord>> {
  const found = await client.finding.findMany({
    where: {
      teamId,
      projectId,
      OR: [
        { fingerprint: { in: detections.map(({ fingerprint }) => fingerprint) } },
        { movedFingerprint: { in: detections.map(({ movedFingerprint }) => movedFingerprint) } },
      ],
    },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
  })
  const known = new Map(found.map((finding) => [finding.fingerprint, finding]))
  const here = new Set(detections.map(({ fingerprint }) => fingerprint))
  const taken = new Set<string>()
  const matches = new Map<string, FindingRecord>()
  for (const { fingerprint, movedFingerprint } of detections) {
    const same = known.get(fingerprint)
    if (same !== undefined) matches.set(fingerprint, same)
    else
      for (const other of found) {
        if (other.movedFingerprint !== movedFingerprint || here.has(other.fingerprint) || taken.has(other.id))
          continue
        if (!(await isGone(client, snapshotId, other))) continue
        taken.add(other.id)
        matches.set(fingerprint, other)
        break
      }
  }
  return matches
}

/** True when the snapshot no longer has what the finding quotes where the finding was. */
async function isGone(
  client: Db | Transaction,
  snapshotId: string,
  finding: FindingRecord,
): Promise<boolean> {
  const { teamId, path } = finding
  const module = await readModule(client, { teamId, snapshotId, path })
  return module === null || !stillHolds(module, finding)
}
