import { afterAll, expect, test } from 'vitest'
import { describeFailure } from '@/lib/entry/describe-failure'
import { closeDb, db } from './db'
import { limitStatements, wasStopped } from './patience'
import { queryOften } from './query-often'
import { sql } from './sql'

const entry = { kind: 'route' as const, name: 'list runs', requestId: 'r1' }
const failureOf = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

afterAll(async () => {
  limitStatements(60_000)
  await closeDb()
})

test('a statement that takes too long is stopped, and whoever asked is told what to do', async () => {
  await closeDb()
  limitStatements(100)
  const failures = [
    await failureOf(db().$queryRaw`SELECT pg_sleep(20)`),
    await failureOf(queryOften(sql`SELECT pg_sleep(20)`)),
  ]
  for (const failure of failures) {
    expect(wasStopped(failure)).toBe(true)
    expect(describeFailure(failure, entry)).toMatchObject({
      code: 'unavailable',
      text: expect.stringMatching(/^This took too long and was stopped\. .*shorter time/),
    })
  }
  expect(wasStopped(await failureOf(db().$queryRaw`SELECT 1 / 0`))).toBe(false)
})
