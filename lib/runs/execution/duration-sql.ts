import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'

/** How long a run that ends now took; milliseconds, at most as many as the column holds (24.8 days). */
export const durationSql: Sql = sql`least(extract(epoch FROM (now() AT TIME ZONE 'UTC') - "startedAt") * 1000, 2147483647)::int`
