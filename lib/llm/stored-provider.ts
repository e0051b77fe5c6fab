import 'server-only'
import type { Db } from '@/lib/db/db'

/** A row of the table. */
export type StoredProvider = NonNullable<Awaited<ReturnType<Db['provider']['findFirst']>>>
