import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { listViews } from './list-views'
import { removeView } from './remove-view'
import { saveView } from './save-view'

const draft = { page: 'cost', name: 'Dear ones', query: 'range=7d&tier=premium', isShared: false }

test('a view is one’s own until it is shared, and nobody else changes it', async () => {
  const { owner, member, viewer } = await seedTeam({ slug: 'acme' })
  const other = await seedTeam({ slug: 'other' })
  const { id } = await saveView(member, draft)
  expect(await listViews(member, 'cost')).toEqual([{ ...draft, id, isOwn: true }])
  expect(await listViews(owner, 'cost')).toEqual([])
  await expectRefused(saveView(member, draft), 'conflict')

  await saveView(member, { ...draft, id, name: 'Dearest', isShared: true })
  expect(await listViews(owner, 'cost')).toEqual([
    { ...draft, id, name: 'Dearest', isShared: true, isOwn: false },
  ])
  expect(await listViews(owner, 'quality')).toEqual([])
  expect((await listViews(viewer, 'cost')).map(({ name }) => name)).toEqual(['Dearest'])
  await expectRefused(saveView(viewer, draft), 'forbidden')
  await expectRefused(removeView(viewer, { id }), 'forbidden')
  for (const stranger of [owner, other.owner]) {
    await expectRefused(saveView(stranger, { ...draft, id }), 'not-found')
    await expectRefused(removeView(stranger, { id }), 'not-found')
  }
  expect(await listViews(other.owner, 'cost')).toEqual([])

  await removeView(member, { id })
  expect(await listViews(owner, 'cost')).toEqual([])
  const acts = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })
  expect(acts.map(({ action }) => action)).toEqual(['view.save', 'view.save', 'view.remove'])
})
