import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { World } from './world'

const SEED = ['--conditions=react-server', '--import', 'tsx', 'e2e/seed/main.mjs']

/** Makes a world in the database of the server under test, in a process of its own: seeds are server code. */
export async function seedWorld(baseUrl: string): Promise<World> {
  const tag = Date.now().toString(36)
  const { stdout } = await promisify(execFile)(process.execPath, [...SEED, tag], { timeout: 120_000 })
  return { ...JSON.parse(stdout), baseUrl }
}
