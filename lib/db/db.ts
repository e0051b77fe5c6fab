import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { PrismaClient } from './generated/client'
import { patienceOptions } from './patience'
import { statementName } from './statement-names'

interface Connected {
  client: PrismaClient
  /** the client's own connections */
  own: pg.Pool
  /** for the few statements that are sent all the time: see `pool` */
  often: pg.Pool
  /** for what is counted over whole tables: see `queryWhole` */
  whole: pg.Pool
}

/** So few that each has long planned what it is sent: the first times take ten times as long. */
const OFTEN_CONNECTIONS = 6
/** So few that counting over large tables, which takes long, keeps no more of the server busy, whoever asks for it. */
const WHOLE_CONNECTIONS = 2

const globalForDb = globalThis as typeof globalThis & { assayDb?: Connected; assayDbEnded?: boolean }

export type Db = PrismaClient
/** The client inside `db().$transaction(async (tx) => …)`. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/** What was paid for must be written down, however busy the database is: no giving up after two seconds. */
const TRANSACTION = { maxWait: 30_000, timeout: 60_000 }

function connected(): Connected {
  if (globalForDb.assayDbEnded) throw new Error('The database was closed: this process is ending.')
  globalForDb.assayDb ??= connect()
  return globalForDb.assayDb
}

function connect(): Connected {
  const connectionString = env().DATABASE_URL
  const patience = patienceOptions()
  const own = new pg.Pool({ connectionString, max: 10, options: patience })
  // Planned once for any parameters: the server would else plan the first five of each connection anew, and some for ever.
  // All of these look rows up by an index: planned while a table was small they would read all of it, for as long as they are kept.
  const options = `-c plan_cache_mode=force_generic_plan -c enable_seqscan=off ${patience}`
  const often = new pg.Pool({ connectionString, max: OFTEN_CONNECTIONS, options })
  const whole = new pg.Pool({ connectionString, max: WHOLE_CONNECTIONS, options: patience })
  for (const each of [own, often, whole]) {
    // An idle connection that breaks is replaced; without a listener it would end the process.
    each.on('error', (error) => log.warn({ why: error.message }, 'an idle database connection broke'))
  }
  const adapter = new PrismaPg(own, {
    disposeExternalPool: true,
    // Its type wants a name for each statement; the driver takes none as "do not keep it".
    statementNameGenerator: ({ sql, args }) => (args.length === 0 ? '' : (statementName(sql) ?? '')),
  })
  return { own, often, whole, client: new PrismaClient({ adapter, transactionOptions: TRANSACTION }) }
}

/** The Prisma client, made at first use (the build needs no database) and kept across hot reloads. */
export function db(): PrismaClient {
  return connected().client
}

/** Connections past the client, for statements that come so often that their plans are kept: see `queryOften`. */
export function pool(): pg.Pool {
  return connected().often
}

/** The client's own connections, past it: see `queryAside`. */
export function clientPool(): pg.Pool {
  return connected().own
}

/** Connections past the client that plan as the tables are: see `queryWhole`. */
export function wholePool(): pg.Pool {
  return connected().whole
}

/** Closes all connections; for tests, and for good in a worker that ends: nothing may open another behind its back. */
export async function closeDb({ forGood = false } = {}): Promise<void> {
  globalForDb.assayDbEnded = forGood
  const open = globalForDb.assayDb
  globalForDb.assayDb = undefined
  await open?.client.$disconnect()
  await open?.often.end()
  await open?.whole.end()
}
