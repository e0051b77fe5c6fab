import { expect, test } from 'vitest'
import { saveChannel } from '@/lib/alerts/channels/save-channel'
import { DEFAULT_RULES } from '@/lib/alerts/rules/default-rules'
import { createBudget } from '@/lib/budgets/create-budget'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { startReceiver } from '@/lib/testing/alert-receivers'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { startAlertWatch } from './alert-watch'

test('two workers watch: a team gets its rules, and what happens is told once, within seconds', async () => {
  const { owner } = await seedTeam({ slug: 'watched' })
  const { teamId } = owner
  const receiver = await startReceiver()
  await saveChannel(owner, { name: 'Hook', kind: 'webhook', url: receiver.url })
  const watches = [startAlertWatch(), startAlertWatch()]
  try {
    await waitFor(
      'the rules of the team',
      async () => (await db().alertRule.count({ where: { teamId } })) === DEFAULT_RULES.length,
    )
    const draft = { scope: 'team', scopeId: '', period: 'once', kind: 'soft', limitNanoUsd: 1_000_000_000 }
    const { id } = await createBudget(owner, draft)
    await db().budget.update({ where: { id }, data: { spentNanoUsd: 900_000_000n } })
    await notify(db(), { teamId, topic: 'budget', id })
    await waitFor('the message', () => receiver.posts.length > 0)
    const states = await db().alert.findMany({ where: { teamId }, select: { state: true, text: true } })
    expect(states).toEqual([{ state: 'firing', text: 'The team budget has used 90.0 % of $1.00.' }])
  } finally {
    await Promise.all(watches.map((watch) => watch.stop()))
  }
  expect(receiver.posts.map(({ body }) => JSON.parse(body).data.title)).toEqual([
    'Firing: A budget has used 80 % (team budget)',
  ])
})
