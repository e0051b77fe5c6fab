import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { LIVE_CHANNEL } from '@/lib/db/notify'
import { env } from '@/lib/env'
import { waitFor } from '@/lib/testing/wait-for'
import { answerOnce } from './answer-once'

/** Tells of a change from another process, while this one can hear nothing. */
function tellFromElsewhere(teamId: string): void {
  const script = `
    const { Client } = require('pg')
    const client = new Client({ connectionString: process.env.URL })
    client.connect()
      .then(() => client.query('SELECT pg_notify($1, $2)', [process.env.CHANNEL, process.env.EVENT]))
      .then(() => client.end())`
  execFileSync(process.execPath, ['-e', script], {
    env: {
      ...process.env,
      URL: env().DATABASE_URL,
      CHANNEL: LIVE_CHANNEL,
      EVENT: JSON.stringify({ teamId, topic: 'run', id: 'r' }),
    },
  })
}

test('who asks after a change that another process told is not given what was begun before it', async () => {
  let made = 0
  const ask = () =>
    answerOnce('team', 'question', async () => {
      made += 1
      return made
    })
  // Kept as soon as this process listens.
  await waitFor('an answer that is kept', async () => {
    const first = await ask()
    return (await ask()) === first
  })
  const before = await ask()
  tellFromElsewhere('team')
  const [after, again] = await Promise.all([ask(), ask()])
  expect(after).toBeGreaterThan(before)
  expect(again).toBe(after)
})
