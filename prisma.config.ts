import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

const inProject = (place: string) => fileURLToPath(new URL(place, import.meta.url))

/** True when Prisma's own engine was downloaded; where it cannot be, ours stands in (development only). */
function hasNativeEngine(): boolean {
  const folder = inProject('./node_modules/@prisma/engines')
  if (!existsSync(folder)) return false
  return readdirSync(folder).some((file) => file.startsWith('schema-engine-') && !file.endsWith('.sha256'))
}

if (!hasNativeEngine()) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= inProject('./prisma/schema-engine/main.mjs')
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '', shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL },
})
