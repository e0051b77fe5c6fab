/**
 * @param {string[]} args as the Prisma CLI gives them to its engine
 * @returns {{ version: boolean, databaseCommand: string | undefined, datamodels: string[],
 *   datasource: { url?: string, shadowDatabaseUrl?: string } }}
 */
export function parseArguments(args) {
  const valuesOf = (flag) => args.flatMap((word, place) => (word === flag ? [args[place + 1] ?? ''] : []))
  return {
    version: args.includes('--version'),
    databaseCommand: args.includes('cli') ? args[args.indexOf('cli') + 1] : undefined,
    datamodels: valuesOf('--datamodels'),
    datasource: JSON.parse(valuesOf('--datasource')[0] ?? '{}'),
  }
}

/**
 * @param {string} url of Postgres
 * @returns {{ config: import('pg').ClientConfig, schema: string }}
 */
export function parseDatabaseUrl(url) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const encrypted = ['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '')
  return {
    config: {
      host: searchParams.get('host') ?? hostname,
      port: Number(port || 5432),
      user: decodeURIComponent(username),
      password: password ? decodeURIComponent(password) : undefined,
      database: decodeURIComponent(pathname.slice(1)) || 'postgres',
      ssl: encrypted ? { rejectUnauthorized: searchParams.get('sslmode') !== 'require' } : undefined,
    },
    schema: searchParams.get('schema') ?? 'public',
  }
}
