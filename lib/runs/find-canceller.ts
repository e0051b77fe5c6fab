import 'server-only'
import { db } from '@/lib/db/db'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { findUserNames } from './rows/to-run-row'

/** A cancel and its audit row are one transaction, which takes at most 30 s; clocks of machines differ a little. */
const MAX_APART_MS = 60_000

/**
 * Who cancelled, by the audit log: the entry about one of the subjects (a run, its launch) that is nearest to the time of
 * the cancel. Null when there is none: the engine did it. `at` is ISO 8601 UTC.
 */
export async function findCanceller(
  teamId: string,
  cancelled: { at: Date; runId?: string; launchId: string },
): Promise<{ name: string; at: string } | null> {
  const { at, runId, launchId } = cancelled
  const entries = await db().auditEntry.findMany({
    where: {
      teamId,
      createdAt: { gte: new Date(at.getTime() - MAX_APART_MS), lte: new Date(at.getTime() + MAX_APART_MS) },
      OR: [
        { action: 'launch.cancel', subjectId: launchId },
        ...(runId === undefined ? [] : [{ action: 'run.cancel', subjectId: runId }]),
      ],
    },
    select: { userId: true, createdAt: true },
  })
  const apartMs = (entry: { createdAt: Date }) => Math.abs(entry.createdAt.getTime() - at.getTime())
  const [nearest] = entries.toSorted((one, other) => apartMs(one) - apartMs(other))
  if (nearest === undefined) return null
  const names = await findUserNames([nearest.userId])
  return { name: names.get(nearest.userId ?? '') ?? FORMER_MEMBER, at: at.toISOString() }
}
