import { beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import type { AddedProject, ImportState } from '@/lib/domain/import'
import { getModuleSource } from '@/lib/projects/get-module-source'
import { getProject } from '@/lib/projects/get-project'
import * as mocked from '@/lib/projects/import/store-blobs'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeZip } from '@/lib/testing/make-zip'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { addArchiveProject } from './add-archive-project'
import { addImportingProject } from './add-importing-project'
import { hashArchive, keepArchive, readArchive } from './archive-blob'
import { cancelImport } from './cancel-import'
import { discardProject } from './discard-project'
import { executeImport } from './execute-import'
import { refreshProject } from './refresh-project'
import { retryImport } from './retry-import'
import { startImport } from './start-import'
import { sweepBlobs } from './sweep-blobs'

vi.mock('@/lib/projects/import/store-blobs', { spy: true })

let team: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
})

const fileOf = (name: string, content: Buffer) => new File([new Uint8Array(content)], name)
const zipOf = (files: Record<string, string>) =>
  makeZip(Object.entries(files).map(([name, content]) => ({ name, content })))

function importing(added: AddedProject) {
  if (added.outcome !== 'importing') throw new Error(`not importing: ${added.outcome}`)
  return added
}

/** What a worker does with an import that was started; gives the state it ended in. */
async function run(added: AddedProject): Promise<ImportState | null> {
  const { projectId, importId, slug } = importing(added)
  const step = <T>(_name: string, work: () => Promise<T>) => work()
  const { signal } = new AbortController()
  await executeImport({ projectId, importId, step, signal, isInterruption: () => false })
  return (await getProject(team.viewer, slug)).importState
}

describe('a kept archive', () => {
  const DAY_MS = 86_400_000
  const upload = async (name: string) => {
    const content = zipOf({ [`${name}.py`]: 'K = 1\n' })
    const archive = fileOf(`${name}.zip`, content)
    const isKept = async () => (await db().blob.count({ where: { hash: hashArchive(content) } })) === 1
    return { ...importing(await addArchiveProject(team.member, { archive })), content, archive, isKept }
  }

  test('is let go with the transaction that did not start its import', async () => {
    const { isKept: isFirstKept, ...first } = await upload('first')
    const content = zipOf({ 'late.py': 'L = 1\n' })
    const late = { ...first, archive: fileOf('late.zip', content) }
    await expectRefused(refreshProject(team.member, late), 'conflict')
    expect(await db().blob.count({ where: { hash: hashArchive(content) } })).toBe(0)
    expect(await isFirstKept()).toBe(true)
  })

  test('is swept when no import needs it any more, and soon after one that failed long ago', async () => {
    const [waiting, overwritten, crashed, stale] = [
      await upload('waiting'),
      await upload('overwritten'),
      await upload('crashed'),
      await upload('stale'),
    ]
    await cancelImport(team.member, overwritten)
    await refreshProject(team.member, {
      ...overwritten,
      archive: fileOf('o.zip', zipOf({ 'overwritten.py': 'K = 2\n' })),
    })
    await db().$executeRaw`UPDATE project SET "importState" = "importState" || '{"status": "done"}'
      WHERE id = ${crashed.projectId}`
    await cancelImport(team.member, stale)
    const kept = async () =>
      Promise.all([waiting, overwritten, crashed, stale].map((archive) => archive.isKept()))
    expect(await sweepBlobs()).toBe(2)
    expect(await kept()).toEqual([true, false, false, true])
    const longAgo = JSON.stringify({ startedAt: new Date(Date.now() - 15 * DAY_MS).toISOString() })
    await db().$executeRaw`UPDATE project SET "importState" = "importState" || ${longAgo}::jsonb
      WHERE id IN (${stale.projectId}, ${waiting.projectId})`
    expect(await sweepBlobs()).toBe(1)
    expect(await kept()).toEqual([true, false, false, false])
    expect(await run(await retryImport(team.member, stale))).toMatchObject({
      errorText: 'The uploaded archive is no longer here. Upload it again.',
    })
    expect(await sweepBlobs()).toBe(0)
  })

  test('is not let go while another import of the same file is being started', async () => {
    const { content, isKept, projectId } = await upload('shared')
    await db().$executeRaw`UPDATE project SET "importState" = "importState" || '{"status": "done"}'
      WHERE id = ${projectId}`
    await db().$transaction(async (tx) => {
      await keepArchive(tx, { hash: hashArchive(content), content })
      expect(await sweepBlobs()).toBe(0)
      await startImport(tx, team.member, { projectId, archiveHash: hashArchive(content) })
    })
    expect([await sweepBlobs(), await isKept()]).toEqual([0, true])
  })

  test('of the largest size is taken within the transaction', async () => {
    const content = Buffer.alloc(64 * 1024 * 1024, 'x')
    const archive = { hash: hashArchive(content), content }
    const draft = {
      name: 'large',
      sourceKind: 'upload',
      sourceLocation: 'large.zip',
      sourceRef: null,
    } as const
    const added = importing(await addImportingProject(team.member, draft, archive))
    expect((await readArchive(archive.hash))?.length).toBe(content.length)
    await cancelImport(team.member, added)
    await discardProject(team.member, added)
    expect(await readArchive(archive.hash)).toBeNull()
  })
})

test('a content that is swept while its snapshot is made is stored again', async () => {
  const archive = fileOf('swept.zip', zipOf({ 'swept.py': 'SWEPT = 1\n' }))
  const added = importing(await addArchiveProject(team.member, { archive }))
  const { storeBlobs } = await vi.importActual<typeof import('@/lib/projects/import/store-blobs')>(
    '@/lib/projects/import/store-blobs',
  )
  vi.mocked(mocked.storeBlobs).mockImplementationOnce(async (files) => {
    await storeBlobs(files)
    expect(await sweepBlobs()).toBe(1)
  })
  expect(await run(added)).toMatchObject({ status: 'done' })
  const file = { projectId: added.projectId, path: 'swept.py' }
  expect((await getModuleSource(team.viewer, file)).source).toBe('SWEPT = 1\n')
  expect(await sweepBlobs()).toBe(0)
})
