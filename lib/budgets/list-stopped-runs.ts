import 'server-only'
import { db } from '@/lib/db/db'
import type { StoppedRun } from '@/lib/domain/budget'
import { FORMER_MEMBER } from '@/lib/domain/team'

const NEWEST = 20

/** Counting stops here. */
const MOST_COUNTED = 1000

/** The newest runs that a hard budget sent to the template, and how many there are, up to 1,000. */
export async function listStoppedRuns(
  teamId: string,
): Promise<{ stopped: StoppedRun[]; count: number; capped: boolean }> {
  const where = { teamId, reason: 'budget' }
  const [rows, count] = await Promise.all([
    db().run.findMany({
      where,
      include: { project: { select: { name: true } } },
      orderBy: { createdAt: 'desc' },
      take: NEWEST,
    }),
    db().run.count({ where, take: MOST_COUNTED + 1 }),
  ])
  const people = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.createdBy) } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const stopped = rows.map((row) => ({
    id: row.id,
    targetPath: row.targetPath,
    projectName: row.project.name,
    who: nameOf.get(row.createdBy) ?? FORMER_MEMBER,
    reasonText: row.reasonText,
    at: (row.endedAt ?? row.createdAt).toISOString(),
  }))
  return { stopped, count: Math.min(count, MOST_COUNTED), capped: count > MOST_COUNTED }
}
