import 'server-only'
import { wholePool } from './db'
import { namingPassingFaults } from './passing-fault'
import type { Sql } from './sql'
import { statementName } from './statement-names'

/**
 * As `queryOften`, but over a few connections of its own that may read a table from end to end: for figures that count most of
 * it. These take long, and who asks who is there, or reads sums, must not wait until they are counted.
 */
export async function queryWhole<Row extends Record<string, unknown>>(statement: Sql): Promise<Row[]> {
  const { text, values } = statement
  const named = { name: statementName(text), text, values }
  const { rows } = await namingPassingFaults(() => wholePool().query<Row>(named))
  return rows
}
