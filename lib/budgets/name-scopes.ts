import 'server-only'
import { db } from '@/lib/db/db'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { titleOfWorkflow } from '@/lib/domain/workflow-title'

/** Gives the name of what a budget is for: project, member or workflow. Reads the team's projects and members once. */
export async function nameScopes(teamId: string): Promise<{
  projects: { id: string; name: string }[]
  members: { id: string; name: string }[]
  nameOf: (budget: { scope: string; scopeId: string }) => string
}> {
  const [projects, memberships] = await Promise.all([
    db().project.findMany({ where: { teamId }, select: { id: true, name: true, archivedAt: true } }),
    db().member.findMany({ where: { teamId }, select: { user: { select: { id: true, name: true } } } }),
  ])
  const members = memberships.map(({ user }) => user)
  const names = new Map([...projects, ...members].map(({ id, name }) => [id, name]))
  return {
    projects: projects.filter(({ archivedAt }) => archivedAt === null).map(({ id, name }) => ({ id, name })),
    members,
    nameOf({ scope, scopeId }) {
      if (scope === 'team') return 'whole team'
      if (scope === 'workflow') return titleOfWorkflow(scopeId)
      return names.get(scopeId) ?? (scope === 'member' ? FORMER_MEMBER : `removed ${scope}`)
    },
  }
}
