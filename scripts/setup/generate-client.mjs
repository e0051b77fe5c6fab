import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../data-folder.mjs'
import { runCommand } from '../process/run-command.mjs'
import { SetupError } from '../setup-error.mjs'
import { fingerprint } from './fingerprint.mjs'

const stampFile = path.join(projectRoot, 'lib/db/generated/.made-from')

/** @returns {string} */
function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Generates the Prisma client when the schema or Prisma itself changed.
 * @returns {Promise<string>} what was done, for the progress line
 */
export async function generateClient() {
  const wanted = fingerprint(projectRoot, [
    'prisma/schema.prisma',
    'prisma.config.ts',
    'node_modules/prisma/package.json',
  ])
  if (readStamp() === wanted) return 'up to date'
  const prisma = ['node_modules/prisma/build/index.js', 'generate']
  const env = { CHECKPOINT_DISABLE: '1' } // no question about newer versions
  const { code, output } = await runCommand(process.execPath, prisma, { env })
  if (code !== 0) {
    throw new SetupError(
      `prisma generate failed:\n${output.trim().slice(-2000)}`,
      'Correct prisma/schema.prisma.',
    )
  }
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, wanted)
  return 'generated'
}
