import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig } from '@playwright/test'
import { browserArguments, browserPath } from './e2e/chromium'

const port = Number(process.env.PORT ?? 3472)
const standInPort = Number(process.env.ASSAY_STAND_IN_PORT ?? port + 1)
/** The one between is that of the second server, see e2e/killable-server.ts. */
const mailPort = Number(process.env.ASSAY_MAIL_PORT ?? port + 3)
const baseURL = `http://127.0.0.1:${port}`
// Never the data folder that someone works with. Journeys read these, too.
process.env.ASSAY_DATA ??= '.assay-e2e'
process.env.ASSAY_STAND_IN_PORT = String(standInPort)
process.env.ASSAY_MAIL_PORT = String(mailPort)
process.env.ASSAY_PROJECT_PATHS = path.resolve(process.env.ASSAY_DATA, 'e2e-projects')

// Neither the servers nor their workers can reach the outside, least of all a paid provider.
const guard = `--import=${pathToFileURL(path.resolve('scripts/no-network.mjs')).href}`
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, guard].filter(Boolean).join(' ')

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Generous: a machine that is busy with everything else must not fail a journey.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Two cores: the server, its worker and the sandbox need the second one.
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  // CI runs on whatever machine is free: one more try tells a busy moment from a fault; the report names both.
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: 'list',
  use: {
    baseURL,
    viewport: { width: 1360, height: 860 },
    // A film of every journey would cost more than the journeys; what the page was is kept.
    trace: { mode: 'retain-on-failure', snapshots: true, screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: await browserPath(),
      args: [
        ...browserArguments,
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: [
    {
      command: `node --import tsx e2e/stand-in/main.ts --port ${standInPort}`,
      url: `http://127.0.0.1:${standInPort}/__log`,
      timeout: 30_000,
    },
    {
      command: 'node scripts/start.mjs',
      url: `${baseURL}/api/health`,
      // By hand it may have to build first.
      timeout: 600_000,
      stdout: 'pipe',
      gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
      env: {
        ...{ PORT: String(port), ASSAY_URL: baseURL, NEXT_TELEMETRY_DISABLED: '1', ASSAY_LOG_LEVEL: 'warn' },
        // A mailbox is there while a journey opens one.
        ...{ ASSAY_SMTP_URL: `smtp://127.0.0.1:${mailPort}`, ASSAY_MAIL_INVITATIONS: '1' },
      },
    },
  ],
})
