import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedId } from './seed-id'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A project whose one snapshot holds the given Python files, as an import would have stored them but without reading them. */
export async function seedSources(
  ctx: Pick<TeamContext, 'teamId' | 'userId'>,
  input: { slug: string; files: Record<string, string> },
): Promise<{ projectId: string; snapshotId: string }> {
  const { slug, files } = input
  const projectId = seedId('project', ctx.teamId, slug)
  const snapshotId = seedId('snapshot', ctx.teamId, slug)
  const entries = Object.entries(files)
  const scope = { teamId: ctx.teamId, projectId }
  // At once, as a worker may be sweeping contents that nothing points to.
  await db().$transaction(async (tx) => {
    await tx.project.create({
      data: {
        id: projectId,
        teamId: ctx.teamId,
        slug,
        name: slug,
        sourceKind: 'paste',
        createdBy: ctx.userId,
      },
    })
    await tx.snapshot.create({
      data: {
        ...scope,
        id: snapshotId,
        contentHash: sha256(JSON.stringify(entries)),
        fileCount: entries.length,
        moduleCount: entries.length,
        totalBytes: entries.reduce((sum, [, source]) => sum + Buffer.byteLength(source), 0),
        createdBy: ctx.userId,
      },
    })
    const blobs = new Map(entries.map(([, source]) => [sha256(source), Buffer.from(source)]))
    await tx.blob.createMany({
      data: [...blobs].map(([hash, content]) => ({ hash, bytes: content.length, content })),
      skipDuplicates: true,
    })
    await tx.snapshotFile.createMany({
      data: entries.map(([path, source]) => ({
        snapshotId,
        path,
        blobHash: sha256(source),
        bytes: Buffer.byteLength(source),
      })),
    })
    await tx.module.createMany({
      data: entries.map(([path, source]) => ({
        ...scope,
        snapshotId,
        path,
        name: path.replace(/\.py$/, '').replaceAll('/', '.'),
        sourceRoot: '',
        blobHash: sha256(source),
        isTest: false,
        lines: source.split('\n').length,
        codeLines: source.split('\n').filter((line) => line.trim() !== '').length,
        functions: 0,
        classes: 0,
        branches: 0,
        publicSymbols: 0,
        documented: 0,
        facts: {},
      })),
    })
  })
  return { projectId, snapshotId }
}
