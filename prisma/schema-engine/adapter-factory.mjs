import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { parseDatabaseUrl } from './parse-arguments.mjs'

/** The catalog type "char" (oid 18), which the catalog queries return and adapter-pg does not map; bpchar is read alike. */
const [charOid, bpcharOid] = [18, 1042]

/** @param {any} queryable an adapter or transaction, changed in place */
function readCatalogChars(queryable) {
  const performIO = queryable.performIO.bind(queryable)
  const queryRaw = queryable.queryRaw.bind(queryable)
  let charColumns = []
  queryable.performIO = async (query) => {
    const result = await performIO(query)
    charColumns = (result.fields ?? []).flatMap((field, place) =>
      field.dataTypeID === charOid ? [place] : [],
    )
    for (const place of charColumns) result.fields[place].dataTypeID = bpcharOid
    return result
  }
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const place of charColumns) result.columnTypes[place] = ColumnTypeEnum.Character
    return result
  }
  if (queryable.startTransaction) {
    const startTransaction = queryable.startTransaction.bind(queryable)
    queryable.startTransaction = async (level) => readCatalogChars(await startTransaction(level))
  }
  return queryable
}

/** adapter-pg splits a script at every ";", which breaks function bodies: send it whole. @param {any} adapter */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (sql) => {
    try {
      await adapter.underlyingDriver().query(sql)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}

/** @param {import('pg').ClientConfig} config @param {string} schema */
const open = async (config, schema) =>
  readCatalogChars(sendScriptsWhole(await new PrismaPg(config, { schema }).connect()))

/** A database for the time of one command. @param {import('pg').ClientConfig} config @param {string} schema */
async function openShadow(config, schema) {
  const admin = new pg.Client(config)
  await admin.connect()
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  await admin.query(`CREATE DATABASE "${name}"`)
  const adapter = await open({ ...config, database: name }, schema)
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose() // before the drop: Postgres refuses while our own pool is connected
    await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`)
    await admin.end()
  }
  return adapter
}

/** @param {{ url?: string, shadowDatabaseUrl?: string }} datasource */
export function createFactory({ url, shadowDatabaseUrl }) {
  const main = url ? parseDatabaseUrl(url) : { config: { host: '127.0.0.1', port: 1 }, schema: 'public' }
  const shadow = shadowDatabaseUrl ? parseDatabaseUrl(shadowDatabaseUrl) : null
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => open(main.config, main.schema),
    connectToShadowDb: () =>
      shadow ? open(shadow.config, shadow.schema) : openShadow(main.config, main.schema),
  }
}
