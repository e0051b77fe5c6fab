import 'server-only'
import { pool } from '@/lib/db/db'

/** A download that stands still for so long is given up, with its connection. */
const PATIENCE_MS = 120_000

export type ReadRows = (sql: string, atOnce: number) => AsyncGenerator<string[]>

/**
 * Reads large results bit by bit, all of one moment: whatever is written meanwhile is not seen. `use` gets a reader of
 * statements with the team's id as $1 and one column `row`; the connection is given back when it ends or throws.
 */
export async function* withSnapshot<Item>(
  teamId: string,
  use: (readRows: ReadRows) => AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  const client = await pool().connect()
  let broken = true
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${PATIENCE_MS}`)
    yield* use(async function* readRows(sql, atOnce) {
      await client.query(`DECLARE export NO SCROLL CURSOR FOR ${sql}`, [teamId])
      for (;;) {
        const { rows } = await client.query<{ row: string }>(`FETCH ${atOnce} FROM export`)
        if (rows.length > 0) yield rows.map(({ row }) => row)
        if (rows.length < atOnce) break
      }
      await client.query('CLOSE export')
    })
    await client.query('COMMIT')
    broken = false
  } finally {
    // A client that went away leaves the transaction open: such a connection is not used again.
    client.release(broken)
  }
}
