import { beforeAll, describe, expect, it } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { type DatabaseProxy, startDatabaseProxy } from '@/lib/testing/database-proxy'
import { closeDb, db } from './db'
import { queryOften } from './query-often'
import { sql } from './sql'
import { throughOutages } from './through-outages'

const DOWN_MS = 150
let proxy: DatabaseProxy

beforeAll(async () => {
  proxy = await startDatabaseProxy(process.env.DATABASE_URL ?? '')
  process.env.DATABASE_URL = proxy.url
  forgetEnv()
  await closeDb()
  await db().$executeRaw`CREATE TABLE outage_probe (id text PRIMARY KEY)`
})

const WAYS = {
  'a statement past the client': (id: string) =>
    queryOften(sql`INSERT INTO outage_probe (id) VALUES (${id}) ON CONFLICT DO NOTHING`),
  'one by the client': (id: string) =>
    db().$executeRaw`INSERT INTO outage_probe (id) VALUES (${id}) ON CONFLICT DO NOTHING`,
  'a transaction': (id: string) =>
    db().$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO outage_probe (id) VALUES (${id}) ON CONFLICT DO NOTHING`
      await tx.team.count()
    }),
}

describe.each(Object.entries(WAYS))('%s', (name, write) => {
  it.each(['before', 'after'] as const)('is done again when the connection breaks %s it', async (when) => {
    const id = `${name} ${when}`
    let tries = 0
    const cuts = proxy.cuts()
    proxy.cutAt(id, when, DOWN_MS)
    await throughOutages<unknown>(() => {
      tries += 1
      return write(id)
    })
    expect([tries, proxy.cuts() - cuts]).toEqual([2, 1])
    expect(await db().$queryRaw`SELECT id FROM outage_probe WHERE id = ${id}`).toEqual([{ id }])
  })
})

it('a transaction is done again when its end breaks off', async () => {
  proxy.cutAt('COMMIT', 'after', DOWN_MS)
  await throughOutages(() => WAYS['a transaction']('commit'))
  expect(await db().$queryRaw`SELECT id FROM outage_probe WHERE id = 'commit'`).toEqual([{ id: 'commit' }])
})

it('what does not pass is not tried again', async () => {
  let tries = 0
  const failing = throughOutages(() => {
    tries += 1
    return db().$executeRaw`INSERT INTO outage_probe (id) VALUES (NULL)`
  })
  await expect(failing).rejects.toThrow('null value')
  expect(tries).toBe(1)
})

it('a wait ends with its signal, the database being back or not', async () => {
  const cancel = new AbortController()
  proxy.cutAt('cancelled', 'before', 1000)
  const began = performance.now()
  const waiting = throughOutages(() => WAYS['one by the client']('cancelled'), { signal: cancel.signal })
  setTimeout(() => cancel.abort(new Error('cancelled')), 200)
  await expect(waiting).rejects.toThrow('cancelled')
  expect(performance.now() - began).toBeLessThan(900)
})
