import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertScope } from '@/lib/domain/alert'
import type { MetricFilters, MetricWindow } from '@/lib/domain/metric'
import { WorkflowName } from '@/lib/domain/words'

/** What the rules of one team are read with, at one moment. */
export interface ReadContext {
  teamId: string
  timeZone: string
  now: Date
  /** rules that ask the same are answered by one query */
  once: <T>(what: unknown, ask: () => Promise<T>) => Promise<T>
}

/** Makes the context of one round over a team's rules. */
export function makeReadContext(teamId: string, timeZone: string, now: Date): ReadContext {
  const asked = new Map<string, Promise<unknown>>()
  return {
    teamId,
    timeZone,
    now,
    once<T>(what: unknown, ask: () => Promise<T>) {
      const key = JSON.stringify(what)
      const known = asked.get(key) as Promise<T> | undefined
      const answer = known ?? ask()
      asked.set(key, answer)
      return answer
    },
  }
}

/** A rule whose project, workflow or member is gone: it is shown, and what is open of it ends. */
export class ScopeGone extends Error {}

/** The readers' filters for what a rule looks at. Throws ScopeGone. */
export async function scopeFilters(
  { teamId, once }: ReadContext,
  { scope, scopeId }: { scope: AlertScope; scopeId: string },
): Promise<Partial<MetricFilters>> {
  if (scope === 'team') return {}
  if (scope === 'member') {
    const members = await once(['member', scopeId], () =>
      db().member.count({ where: { userId: scopeId, teamId } }),
    )
    if (members === 0) throw new ScopeGone('Its member has left the team.')
    return { member: [scopeId] }
  }
  if (scope === 'workflow') {
    const workflow = WorkflowName.safeParse(scopeId)
    if (!workflow.success) throw new ScopeGone('There is no such workflow any more.')
    return { workflow: [workflow.data] }
  }
  const project = await once(['project', scopeId], () =>
    db().project.findFirst({ where: { id: scopeId, teamId }, select: { slug: true, archivedAt: true } }),
  )
  if (project === null) throw new ScopeGone('Its project was deleted.')
  if (project.archivedAt !== null) throw new ScopeGone('Its project is archived.')
  return { project: [project.slug] }
}

/** What a figure is asked for. */
export interface Asked {
  filters: Partial<MetricFilters>
  window: MetricWindow
}
