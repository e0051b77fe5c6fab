import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedId } from './seed-id'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A project whose one snapshot holds the given Python files, as an import would have stored them but without reading them. */
export async function seedSources(
  ctx: TeamContext,
  input: { slug: string; files: Record<string, string> },
): Promise<{ projectId: string; snapshotId: string }> {
  const { slug, files } = input
  const projectId = seedId('project', ctx.teamId, slug)
  const snapshotId = seedId('snapshot', ctx.teamId, slug)
  const entries = Object.entries(files)
  const scope = { teamId: ctx.teamId, projectId }
  await db().project.create({
    data: { id: projectId, teamId: ctx.teamId, slug, name: slug, sourceKind: 'paste', createdBy: ctx.userId },
  })
  await db().snapshot.create({
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
  for (const [path, source] of entries) {
    const bytes = Buffer.from(source)
    const blob = { hash: sha256(source), bytes: bytes.length, content: bytes }
    await db().blob.upsert({ where: { hash: blob.hash }, create: blob, update: {} })
    await db().snapshotFile.create({ data: { snapshotId, path, blobHash: blob.hash, bytes: blob.bytes } })
    await db().module.create({
      data: {
        ...scope,
        snapshotId,
        path,
        name: path.replace(/\.py$/, '').replaceAll('/', '.'),
        sourceRoot: '',
        blobHash: blob.hash,
        isTest: false,
        lines: source.split('\n').length,
        codeLines: source.split('\n').filter((line) => line.trim() !== '').length,
        functions: 0,
        classes: 0,
        branches: 0,
        publicSymbols: 0,
        documented: 0,
        facts: {},
      },
    })
  }
  return { projectId, snapshotId }
}
