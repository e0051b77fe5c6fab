import 'server-only'
import { pool } from './db'
import { namingPassingFaults } from './passing-fault'
import type { Sql } from './sql'
import { statementName } from './statement-names'

/**
 * One statement past the client, for those on the way of every run: it costs a third of the time, and connections keep it
 * planned. It commits by itself, and the rows are as the driver reads them. Parameters: no dates, their zone would be lost.
 */
export async function queryOften<Row extends Record<string, unknown>>(statement: Sql): Promise<Row[]> {
  const { text, values } = statement
  const named = { name: statementName(text), text, values }
  const { rows } = await namingPassingFaults(() => pool().query<Row>(named))
  return rows
}
