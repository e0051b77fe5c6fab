import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { ImportResult } from '@/lib/domain/module'
import { ProjectSourceKind } from '@/lib/domain/words'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { collectArchive } from './archive/collect-archive'
import { collectPaste } from './collect/collect-paste'
import { collectPath } from './collect/collect-path'
import type { Collected } from './collect/file-source'
import { findProjectRow } from './find-project-row'
import { collectGit, type GitOutside } from './git/collect-git'
import { describeImport } from './import/describe-import'
import { insertSnapshot } from './import/insert-snapshot'
import { prepareSnapshot, type SnapshotDraft } from './import/prepare-snapshot'
import { storeBlobs } from './import/store-blobs'
import { collectSample } from './sample/collect-sample'

export interface RefreshInput {
  projectId: string
  /** the new archive of an uploaded project */
  archive?: File
  /** the new text of a pasted project */
  code?: string
}

function collect(
  project: ProjectRecord,
  input: RefreshInput,
  outside: GitOutside | undefined,
): Promise<Collected> {
  const location = project.sourceLocation ?? ''
  const needed = (what: string) => new AssayError('invalid-input', `To refresh this project, ${what}.`)
  switch (ProjectSourceKind.parse(project.sourceKind)) {
    case 'git':
      return collectGit({ url: location, ref: project.sourceRef }, outside)
    case 'path':
      return collectPath(location)
    case 'sample':
      return collectSample()
    case 'upload':
      if (input.archive === undefined) throw needed('upload its new archive')
      return collectArchive(input.archive)
    case 'paste':
      if (input.code === undefined) throw needed('paste its new code')
      return collectPaste(location, input.code)
  }
}

/** The newest snapshot when it holds the same files and all its modules could be read; else null. */
async function findSame(projectId: string, contentHash: string): Promise<string | null> {
  const newest = await db().snapshot.findFirst({ where: { projectId }, orderBy: { id: 'desc' } })
  if (newest?.contentHash !== contentHash) return null
  const [unread] = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM module WHERE "snapshotId" = ${newest.id} AND jsonb_exists(facts, 'unread') LIMIT 1`
  return unread === undefined ? newest.id : null
}

async function store(ctx: TeamContext, project: ProjectRecord, draft: SnapshotDraft): Promise<string> {
  await storeBlobs(draft.files)
  return db().$transaction(
    async (tx) => {
      const snapshotId = await insertSnapshot(tx, ctx, project.id, draft)
      await tx.project.update({ where: { id: project.id }, data: { updatedAt: new Date() } })
      await recordAudit(tx, ctx, {
        action: 'project.refresh',
        subjectType: 'project',
        subjectId: project.id,
        detail: { snapshotId, commit: draft.commit, files: draft.files.length },
      })
      await notify(tx, { teamId: ctx.teamId, topic: 'project', id: project.id, projectId: project.id })
      return snapshotId
    },
    { timeout: 60_000 },
  )
}

/** Takes the project's files anew from its source. Unchanged files make no new snapshot. */
export async function refreshProject(
  ctx: TeamContext,
  input: RefreshInput,
  outside?: GitOutside,
): Promise<ImportResult> {
  assertCan(ctx, 'manage-projects')
  const project = await findProjectRow(ctx, input)
  if (project.archivedAt !== null)
    throw new AssayError('conflict', 'The project is archived. Restore it first.')
  const draft = await prepareSnapshot(await collect(project, input, outside))
  const same = await findSame(project.id, draft.contentHash)
  return {
    projectId: project.id,
    slug: project.slug,
    snapshotId: same ?? (await store(ctx, project, draft)),
    isNewSnapshot: same === null,
    ...describeImport(draft),
  }
}
