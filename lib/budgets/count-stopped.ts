import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetRow } from '@/lib/domain/budget'
import { describeBindingBudget, describeBudget } from '@/lib/domain/describe-budget'

/** Looking at more would say no more. */
const MOST_RUNS = 1000

/** The rows with the runs that each has stopped in its present period, as the runs themselves tell, of the newest 1,000. */
export async function countStopped(
  teamId: string,
  rows: BudgetRow[],
  most = MOST_RUNS,
): Promise<BudgetRow[]> {
  const hard = rows.filter(({ kind }) => kind === 'hard')
  const [oldest] = hard.map(({ countsSince }) => countsSince).sort()
  if (oldest === undefined) return rows
  const runs = await db().run.findMany({
    where: { teamId, reason: 'budget', createdAt: { gte: new Date(oldest) } },
    select: { ...{ projectId: true, launchId: true, workflow: true, createdBy: true }, ...TOLD },
    orderBy: { createdAt: 'desc' },
    take: most + 1,
  })
  return rows.map((row) => {
    const stopped = row.kind === 'hard' ? runs.filter((run) => isStoppedBy(run, row)) : []
    const [newest] = stopped
    if (newest === undefined) return row
    const lastAt = (newest.endedAt ?? newest.createdAt).toISOString()
    return { ...row, stopped: { runs: Math.min(stopped.length, most), capped: runs.length > most, lastAt } }
  })
}

const TOLD = { reasonText: true, createdAt: true, endedAt: true } as const

type ToldRun = Record<'projectId' | 'launchId' | 'workflow' | 'createdBy', string> & {
  reasonText: string | null
  createdAt: Date
}

/** A run tells which budget it was by its name, of those that are its own. */
function isStoppedBy(run: ToldRun, budget: BudgetRow): boolean {
  const { scope, scopeId, period, countsSince } = budget
  const place = {
    team: scopeId,
    project: run.projectId,
    workflow: run.workflow,
    member: run.createdBy,
    launch: run.launchId,
  }[scope]
  // Runs of before call the workflow by its name in the code.
  const before = describeBudget({ scope, period, scopeName: scope === 'workflow' ? scopeId : undefined })
  const isTold = [describeBindingBudget(budget), before].some((name) =>
    run.reasonText?.includes(`(${name}: `),
  )
  return place === scopeId && isTold && run.createdAt.getTime() >= Date.parse(countsSince)
}
