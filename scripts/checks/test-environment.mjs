import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../data-folder.mjs'

const guard = pathToFileURL(path.join(projectRoot, 'scripts/no-network.mjs')).href
/** Nobody listens there: programs that are no Node processes (git, pip) go through it and fail. */
const deadProxy = 'http://127.0.0.1:9'
const secretNames = /^ANTHROPIC_|_API_KEY$|_AUTH_TOKEN$|_ACCESS_KEY$/

/**
 * What the tests find in their environment, as an addition to ours: no provider's key, no database of anybody, no way
 * to the outside.
 * @param {{ folder: string, databaseUrl?: string, networkLog: string }} options folder: data folder of the tests
 * @returns {Record<string, string | undefined>} undefined: to be removed
 */
export function testEnvironment({ folder, databaseUrl, networkLog }) {
  const secrets = Object.keys(process.env).filter((name) => secretNames.test(name))
  return {
    ...Object.fromEntries(secrets.map((name) => [name, undefined])),
    NODE_OPTIONS: [process.env.NODE_OPTIONS, `--import=${guard}`].filter(Boolean).join(' '),
    ASSAY_NETWORK_LOG: networkLog,
    ASSAY_TEST_ALL: '1', // what this machine lacks fails, see demand-mode
    ASSAY_DATA: folder,
    ASSAY_URL: undefined,
    DATABASE_URL: undefined,
    TEST_DATABASE_URL: databaseUrl,
    HOST: undefined,
    PORT: undefined,
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1', // Prisma would ask for newer versions of itself
    GIT_SSH_COMMAND: 'false',
    http_proxy: deadProxy,
    https_proxy: deadProxy,
    all_proxy: deadProxy,
    no_proxy: '127.0.0.1,localhost,::1',
  }
}
