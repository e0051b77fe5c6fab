import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'

/**
 * SQL, on rows of `cache_entry`: the model that made the result. The column `model` is the one that was to be asked first, by
 * which the key is made; a dearer one, or another provider's, may have answered. An entry that is gone knows only the former.
 */
export const makerModel: Sql = sql`coalesce(value->>'model', model)`
