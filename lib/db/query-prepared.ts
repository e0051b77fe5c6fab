import 'server-only'
import { pool } from './db'
import { namingPassingFaults } from './passing-fault'

/**
 * One statement that each connection parses and plans once, past the client: for the few that run so often that a third of
 * a millisecond counts. `name` must be of one text only. The rows are as the driver reads them.
 */
export async function queryPrepared<Row extends Record<string, unknown>>(statement: {
  name: string
  text: string
  values: (string | number | boolean | null)[]
}): Promise<Row[]> {
  const { rows } = await namingPassingFaults(() => pool().query<Row>(statement))
  return rows
}
