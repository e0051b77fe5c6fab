/** The environment of a bench's processes: its own database, the stand-in as the only provider, secrets of no worth. */
export function benchEnvironment(databaseUrl: string, standInUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    ANTHROPIC_API_KEY: 'stand-in-bench',
    ANTHROPIC_BASE_URL: standInUrl,
    BETTER_AUTH_SECRET: 'only-for-this-bench-only-for-this-bench',
    ASSAY_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    ASSAY_LOG_LEVEL: 'warn',
  }
}
