import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { type JsonObject, sql } from '@/lib/db/sql'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { maskedKindsSql } from './masked-kinds-sql'

test('of each kind the most that a prompt of this try held; what is in another form counts for nothing', async () => {
  const { owner } = await seedTeam({ slug: 'masked' })
  const { runId, teamId, projectId, launchId, userId } = await seedEngineRun(owner, { slug: 'kinds' })
  const common = { runId, teamId, projectId, launchId, userId, workflow: 'test-generation', stage: 's' }
  const prompts: { tryNumber: number; prompt: JsonObject }[] = [
    { tryNumber: 1, prompt: { maskedKinds: { secret: 1, 'e-mail': 2 } } },
    { tryNumber: 1, prompt: { maskedKinds: { secret: 3, phone: 0, unheard: 7, iban: 'many' } } },
    { tryNumber: 1, prompt: { secretsMasked: 9 } },
    { tryNumber: 1, prompt: { maskedKinds: null } },
    { tryNumber: 2, prompt: { maskedKinds: { secret: 8 } } },
  ]
  for (const [sequence, { tryNumber, prompt }] of prompts.entries()) {
    const id = `${runId}.${sequence}`
    await db().attempt.create({
      data: { ...common, id, tryNumber, sequence, source: 'model', outcome: 'ok' },
    })
    await db().attemptPayload.create({ data: { attemptId: id, teamId, prompt } })
  }
  expect(await queryOften(sql`SELECT ${maskedKindsSql(runId, 1)} AS kinds`)).toEqual([
    { kinds: { secret: 3, 'e-mail': 2 } },
  ])
  expect(await queryOften(sql`SELECT ${maskedKindsSql(runId, 3)} AS kinds`)).toEqual([{ kinds: {} }])
})
