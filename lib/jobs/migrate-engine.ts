import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'

/** Makes or updates the durable engine's own tables (schema `dbos`). `npm start` does it by itself. */
export async function migrateEngine(databaseUrl: string): Promise<void> {
  await DBOS.migrate(databaseUrl, { schemaName: 'dbos' })
}
