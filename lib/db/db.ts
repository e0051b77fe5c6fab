import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { PrismaClient } from './generated/client'

const globalForDb = globalThis as typeof globalThis & { assayDb?: PrismaClient; assayDbEnded?: boolean }

export type Db = PrismaClient
/** The client inside `db().$transaction(async (tx) => …)`. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/** What was paid for must be written down, however busy the database is: no giving up after two seconds. */
const TRANSACTION = { maxWait: 30_000, timeout: 60_000 }

/** The Prisma client, made at first use (the build needs no database) and kept across hot reloads. */
export function db(): PrismaClient {
  if (globalForDb.assayDbEnded) throw new Error('The database was closed: this process is ending.')
  globalForDb.assayDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10 }),
    transactionOptions: TRANSACTION,
  })
  return globalForDb.assayDb
}

/** Closes the pool; for tests, and for good in a worker that ends: nothing may open another behind its back. */
export async function closeDb({ forGood = false } = {}): Promise<void> {
  globalForDb.assayDbEnded = forGood
  await globalForDb.assayDb?.$disconnect()
  globalForDb.assayDb = undefined
}
