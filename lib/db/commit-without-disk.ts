import 'server-only'
import { type Sql, sql } from './sql'

/**
 * SQL, an expression: the commit of this statement does not wait for the disk. For what is done again when a failing
 * machine loses it, never for what was paid; the next commit that does wait carries it along.
 */
export const commitWithoutDisk: Sql = sql`set_config('synchronous_commit', 'off', true)`
