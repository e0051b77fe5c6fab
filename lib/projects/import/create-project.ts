import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { ImportResult } from '@/lib/domain/module'
import { freeSlug, slugOf } from '@/lib/domain/slug'
import type { ProjectSourceKind } from '@/lib/domain/words'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { describeImport } from './describe-import'
import { insertSnapshot } from './insert-snapshot'
import type { SnapshotDraft } from './prepare-snapshot'
import { storeBlobs } from './store-blobs'

export interface ProjectDraft {
  name: string
  sourceKind: ProjectSourceKind
  sourceLocation: string | null
  sourceRef: string | null
}

/** Rows of a large project take longer than Prisma's default of 5 s. */
const TRANSACTION_MS = 60_000

async function pickSlug(tx: Transaction, teamId: string, name: string): Promise<string> {
  await tx.$queryRaw`SELECT id FROM team WHERE id = ${teamId} FOR UPDATE`
  const rows = await tx.project.findMany({ where: { teamId }, select: { slug: true } })
  return freeSlug(slugOf(name), new Set(rows.map((row) => row.slug)), 'project')
}

/** Stores a new project with its first snapshot: all of it, or nothing. */
export async function createProject(
  ctx: TeamContext,
  project: ProjectDraft,
  snapshot: SnapshotDraft,
): Promise<ImportResult> {
  await storeBlobs(snapshot.files)
  const { teamId, userId: createdBy } = ctx
  const name = project.name.slice(0, 60)
  const made = await db().$transaction(
    async (tx) => {
      const slug = await pickSlug(tx, teamId, name)
      const { id: projectId } = await tx.project.create({
        data: { ...project, name, slug, teamId, createdBy },
      })
      const snapshotId = await insertSnapshot(tx, ctx, projectId, snapshot)
      await recordAudit(tx, ctx, {
        action: 'project.create',
        subjectType: 'project',
        subjectId: projectId,
        detail: { name, sourceKind: project.sourceKind, snapshotId, files: snapshot.files.length },
      })
      await notify(tx, { teamId, topic: 'project', id: projectId, projectId })
      return { projectId, slug, snapshotId }
    },
    { timeout: TRANSACTION_MS },
  )
  return { ...made, isNewSnapshot: true, ...describeImport(snapshot) }
}
