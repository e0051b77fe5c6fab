import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { removeMember } from '@/lib/teams/remove-member'
import { renameTeam } from '@/lib/teams/rename-team'
import { setUseModel } from '@/lib/teams/set-use-model'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { exportAudit } from './export-audit'
import { listAudit } from './list-audit'

let team: SeededTeam
let other: SeededTeam
const always = async () => true

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  await renameTeam(other.owner, { name: 'Blue two' })
  for (let i = 0; i < 5; i++) await setUseModel(team.admin, { useModel: i % 2 === 0 })
  await renameTeam(team.owner, { name: 'Red two' })
  const { id } = await db().member.findFirstOrThrow({ where: { userId: team.member.userId } })
  await removeMember(team.member, { memberId: id })
  const { teamId } = team.owner
  await db().auditEntry.create({
    data: { teamId, userId: null, action: 'retention.apply', subjectType: 'team', subjectId: teamId },
  })
  await db().auditEntry.create({
    data: {
      ...{ teamId, userId: 'gone-for-good', action: 'price.create', subjectType: 'price', subjectId: 'x' },
      createdAt: new Date('2025-03-01T23:59:59Z'),
    },
  })
})

test('acts are told newest first, by name, and none of another team', async () => {
  const { rows, people, nextCursor } = await listAudit(team.admin, {})
  expect(rows).toHaveLength(9)
  expect(nextCursor).toBeNull()
  expect(rows[0]).toMatchObject({ who: 'Assay', userId: null, did: 'deleted data older than the team keeps' })
  expect(rows[1]).toMatchObject({ who: 'member of Team red', did: 'removed a member, or left' })
  expect(rows[2]).toMatchObject({ who: 'owner of Team red', detail: 'Team red → Red two' })
  expect(rows[3]).toMatchObject({ who: 'admin of Team red', detail: 'use models: yes' })
  expect(rows[8]).toMatchObject({ who: 'A former member', did: 'added a price', subject: null })
  // Who has left, but still has an account, can still be asked for.
  expect(people.map(({ name }) => name)).toContain('member of Team red')
  expect(people.map(({ name }) => name)).not.toContain('owner of Team blue')
})

test('pages neither skip nor repeat', async () => {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await listAudit(team.owner, { limit: 2, cursor: cursor ?? undefined })
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(new Set(seen).size).toBe(9)
  expect(seen).toHaveLength(9)
  await expectRefused(listAudit(team.owner, { cursor: 'nonsense' }), 'invalid-input')
})

test('filters narrow it down: what, who, days with both ends, one thing', async () => {
  const count = async (filter: Parameters<typeof listAudit>[1]) =>
    (await listAudit(team.admin, filter)).rows.length
  expect(await count({ about: ['member', 'price'] })).toBe(2)
  expect(await count({ who: [team.admin.userId] })).toBe(5)
  expect(await count({ who: ['nobody', team.owner.userId] })).toBe(2)
  expect(await count({ from: '2025-03-01', until: '2025-03-01' })).toBe(1)
  expect(await count({ until: '2025-02-28' })).toBe(0)
  expect(await count({ subject: 'x' })).toBe(1)
  await expectRefused(listAudit(team.admin, { from: 'yesterday' }), 'invalid-input')
})

test('is for those who manage the team', async () => {
  await expectRefused(listAudit(team.viewer, {}), 'forbidden')
  await expectRefused(listAudit({ ...team.member }, {}), 'forbidden')
})

test('all of it can be saved, however many pages it has: each act once, newest first, below one header', async () => {
  const { owner, viewer } = await seedTeam({ slug: 'green' })
  const acts = Array.from({ length: 2_345 }, (_, index) => ({
    ...{ teamId: owner.teamId, userId: owner.userId, action: 'team.rename', subjectType: 'team' },
    // Three of a moment, so that pages end within one.
    ...{
      requestId: `act-${index}`,
      createdAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 3) * 1000),
    },
  }))
  await db().auditEntry.createMany({ data: acts })
  const text = await new Response(exportAudit(owner, { about: ['team'] }, always).content).text()
  const [header, ...lines] = text.trimEnd().split('\r\n')
  expect(header).toBe('at,who,user_id,action,subject,subject_id,detail,request_id')
  expect(new Set(lines.map((line) => line.split(',').at(-1))).size).toBe(2_345)
  const moments = lines.map((line) => line.split(',')[0])
  expect(moments).toHaveLength(2_345)
  expect(moments).toEqual(moments.toSorted().toReversed())
  expect(await new Response(exportAudit(owner, { about: ['run'] }, always).content).text()).toBe(
    `${header}\r\n`,
  )
  expect(() => exportAudit(viewer, {}, always)).toThrow(/owner|admin|may|cannot/i)
  // Who is removed meanwhile gets no further page.
  const asked = [true, false]
  const brokenOff = exportAudit(owner, { about: ['team'] }, async () => asked.shift() ?? true)
  await expect(new Response(brokenOff.content).text()).rejects.toThrow('any more')
  expect(asked).toEqual([])
})
