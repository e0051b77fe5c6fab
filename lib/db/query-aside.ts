import 'server-only'
import { clientPool } from './db'
import { namingPassingFaults } from './passing-fault'
import type { Sql } from './sql'
import { statementName } from './statement-names'

/**
 * As `queryOften`, but over the client's own connections: for what every request asks before anything else, and which must
 * not wait until others have read their charts.
 */
export async function queryAside<Row extends Record<string, unknown>>(statement: Sql): Promise<Row[]> {
  const { text, values } = statement
  const named = { name: statementName(text), text, values }
  const { rows } = await namingPassingFaults(() => clientPool().query<Row>(named))
  return rows
}
