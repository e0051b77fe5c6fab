import 'server-only'
import { db } from '@/lib/db/db'

/** Critical and high findings that nobody has judged and that are neither fixed nor kept back, of projects in use. */
export function countUrgentFindings(teamId: string): Promise<number> {
  return db().finding.count({
    where: {
      teamId,
      state: 'open',
      hiddenWhy: null,
      severity: { in: ['critical', 'high'] },
      project: { archivedAt: null },
    },
  })
}
