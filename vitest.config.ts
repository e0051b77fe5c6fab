import { availableParallelism } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const alias = {
  '@': root,
  // In Next this package guards the browser bundle; in tests everything is a server.
  'server-only': path.join(root, 'lib/testing/server-only.ts'),
}

// However the tests are started, neither they nor what they start can reach the outside, least of all a paid provider.
const guard = pathToFileURL(path.join(root, 'scripts/no-network.mjs')).href
const guarded = { execArgv: [`--import=${guard}`], env: { NODE_OPTIONS: `--import=${guard}` } }

// CI runs on whatever machine is free: one more try tells a busy moment from a fault.
const retry = process.env.CI === undefined ? 0 : 1
// What holds once in two tries is not kept: files with `// @module-tag promise` are run once, also in CI.
const tags = [
  { name: 'promise', description: 'money, rates, kills and races: kept at the first try', retry: 0 },
]

export default defineConfig({
  resolve: { alias },
  test: {
    // Two even on two cores: tests wait for Postgres and for Python half of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          ...guarded,
          name: 'unit',
          include: ['{lib,app,components,e2e,scripts}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          setupFiles: ['lib/testing/test-env.ts'],
          testTimeout: 20_000,
          retry,
          tags,
        },
      },
      {
        resolve: { alias },
        test: {
          ...guarded,
          name: 'db',
          include: ['{lib,e2e,scripts}/**/*.db.test.ts'],
          setupFiles: ['lib/testing/test-env.ts', 'lib/testing/use-test-database.ts'],
          globalSetup: ['lib/testing/template-database.ts'],
          testTimeout: 60_000,
          retry,
          tags,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
