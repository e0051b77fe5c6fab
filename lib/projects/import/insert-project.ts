import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { freeName } from '@/lib/domain/free-name'
import { freeSlug, slugOf } from '@/lib/domain/slug'
import type { ProjectSourceKind } from '@/lib/domain/words'
import { recordAudit } from '@/lib/teams/record-audit'
import type { Actor } from './actor'

export interface ProjectDraft {
  name: string
  sourceKind: ProjectSourceKind
  sourceLocation: string | null
  sourceRef: string | null
}

const MAX_NAME = 60

/** Inserts a project; a name or slug that the team uses already gets a number. The team's row is locked meanwhile. */
export async function insertProject(
  tx: Transaction,
  actor: Actor,
  draft: ProjectDraft,
): Promise<{ projectId: string; slug: string }> {
  const { teamId, userId: createdBy } = actor
  await tx.$queryRaw`SELECT id FROM team WHERE id = ${teamId} FOR UPDATE`
  const others = await tx.project.findMany({ where: { teamId }, select: { slug: true, name: true } })
  const name = freeName(draft.name, new Set(others.map((other) => other.name)), MAX_NAME)
  const slug = freeSlug(slugOf(name), new Set(others.map((other) => other.slug)), 'project')
  const { id: projectId } = await tx.project.create({ data: { ...draft, name, slug, teamId, createdBy } })
  await recordAudit(tx, actor, {
    action: 'project.create',
    subjectType: 'project',
    subjectId: projectId,
    detail: { name, sourceKind: draft.sourceKind },
  })
  await notify(tx, { teamId, topic: 'project', id: projectId, projectId })
  return { projectId, slug }
}
