import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { archiveProject } from '@/lib/projects/archive-project'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { searchTeam } from './search-team'

const FILES = {
  'shop/cart.py': 'x = 1\n',
  'shop/cart_items.py': 'x = 1\n',
  'shop/carts/total.py': 'x = 1\n',
  'tests/test_cart.py': 'x = 1\n',
  'a_b.py': 'x = 1\n',
  'axb.py': 'x = 1\n',
}

let red: SeededTeam
let blue: SeededTeam

/** A project with these files and one launch of one run on the first of them. */
async function seedWork(of: SeededTeam, slug: string, files: Record<string, string>): Promise<string> {
  const { projectId, snapshotId } = await seedSources(of.owner, { slug, files })
  const scope = { teamId: of.owner.teamId, projectId, snapshotId, workflow: 'test-generation', options: {} }
  const { id: launchId } = await db().launch.create({
    data: { ...scope, targetCount: 1, createdBy: of.owner.userId },
  })
  const run = {
    ...scope,
    launchId,
    targetKind: 'module',
    targetHash: 'hash',
    status: 'done',
    verdict: 'verified',
  }
  await db().run.create({
    data: { ...run, targetPath: Object.keys(files)[0] ?? '', createdBy: of.owner.userId },
  })
  return projectId
}

beforeAll(async () => {
  red = await seedTeam({ slug: 'red' })
  blue = await seedTeam({ slug: 'blue' })
  await seedWork(red, 'store', FILES)
  await db().module.updateMany({ where: { path: { startsWith: 'tests/' } }, data: { isTest: true } })
  await seedWork(red, 'bank', { 'bank/cart.py': 'x = 1\n' })
  await seedWork(blue, 'secret', { 'shop/cart.py': 'x = 1\n' })
})

const find = (q: string) => searchTeam(red.viewer, { q })
const modulesOf = async (q: string) => (await find(q)).modules.map(({ path }) => path)

describe('the search of a team', () => {
  test('finds modules of all projects by path and by dotted name, file names first and tests last', async () => {
    const ofShop = ['shop/cart.py', 'shop/cart_items.py', 'shop/carts/total.py']
    expect(await modulesOf('cart')).toEqual(['bank/cart.py', ...ofShop, 'tests/test_cart.py'])
    expect(await modulesOf('SHOP.CART')).toEqual(ofShop)
    expect(await modulesOf('shop/cart.py')).toEqual(['shop/cart.py'])
  })

  test('wants every word, in any order, also of the project', async () => {
    expect(await modulesOf('items shop')).toEqual(['shop/cart_items.py'])
    expect(await modulesOf('bank cart')).toEqual(['bank/cart.py'])
    expect(await modulesOf('cart nowhere')).toEqual([])
  })

  test('takes signs of patterns as they are', async () => {
    expect(await modulesOf('a_b')).toEqual(['a_b.py'])
    expect(await modulesOf('%')).toEqual([])
    expect(await modulesOf('\\')).toEqual([])
  })

  test('finds projects, runs and launches', async () => {
    const found = await find('bank')
    expect(found.projects.map(({ slug }) => slug)).toEqual(['bank'])
    expect(found.runs.map(({ targetPath }) => targetPath)).toEqual(['bank/cart.py'])
    expect(found.launches).toMatchObject([{ workflow: 'test-generation', targetCount: 1 }])
    expect((await find('test generation')).launches).toHaveLength(2)
  })

  test('without a text gives what was done last', async () => {
    const found = await find('')
    expect([found.projects, found.modules]).toEqual([[], []])
    expect(found.runs.map(({ targetPath }) => targetPath)).toEqual(['bank/cart.py', 'shop/cart.py'])
    expect(Date.parse(found.runs[0]?.createdAt ?? '')).toBeGreaterThan(Date.now() - 600_000)
  })

  test('knows nothing of another team', async () => {
    for (const q of ['', 'cart', 'secret']) expect(JSON.stringify(await find(q))).not.toContain('secret')
  })

  test('shows the newest snapshot only, and nothing of an archived project', async () => {
    const projectId = await seedWork(red, 'attic', { 'attic/old.py': 'x = 1\n' })
    expect(await modulesOf('old')).toEqual(['attic/old.py'])
    const { id: _id, ...old } = await db().module.findFirstOrThrow({ where: { projectId } })
    const snapshot = await db().snapshot.findUniqueOrThrow({ where: { id: old.snapshotId } })
    const { id: snapshotId } = await db().snapshot.create({
      data: { ...snapshot, skipped: [], id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' },
    })
    await db().module.create({
      data: {
        ...old,
        syntaxError: undefined,
        facts: {},
        snapshotId,
        path: 'attic/new.py',
        name: 'attic.new',
      },
    })
    expect([await modulesOf('old'), await modulesOf('attic')]).toEqual([[], ['attic/new.py']])
    await archiveProject(red.owner, { projectId })
    expect((await find('attic')).modules).toEqual([])
    expect((await find('attic')).projects).toEqual([])
  })

  test('finds findings by what they say, but not what is dismissed, another team’s or an archived project’s', async () => {
    const { id: projectId } = await db().project.findFirstOrThrow({ where: { slug: 'store' } })
    const { id: snapshotId } = await db().snapshot.findFirstOrThrow({ where: { projectId } })
    const detections = ['shared list', 'shared dict'].map((message) =>
      makeDetection({ message, quote: message, path: 'shop/cart.py' }),
    )
    await seedFindingRun(red.owner, { project: { projectId, snapshotId }, detections })
    const messages = async (q: string) => (await find(q)).findings.map(({ message }) => message)
    expect(await messages('shared')).toHaveLength(2)
    expect(await messages('cart.py LIST')).toEqual(['shared list'])
    expect(await messages('mutable DEFAULT calls dict')).toEqual(['shared dict'])
    expect((await searchTeam(blue.viewer, { q: 'shared' })).findings).toEqual([])
    const [dict] = (await find('shared dict')).findings
    await recordVerdicts(red.owner, { findingIds: [dict?.id ?? ''], verdict: 'dismissed', reason: 'wrong' })
    expect(await messages('shared')).toEqual(['shared list'])
  })
})
