import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../data-folder.mjs'
import { isAlive, startMark } from '../process/process-identity.mjs'
import { runCommand } from '../process/run-command.mjs'
import { SetupError } from '../setup-error.mjs'
import { compressStatic } from './compress-static.mjs'
import { fingerprint } from './fingerprint.mjs'

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'prisma/schema.prisma',
  'proxy.ts',
  'tsconfig.json',
]
const isBuilt = (file) =>
  !/\.test\.tsx?$|\.py$|\.pyc$/.test(file) && !file.startsWith(path.join('lib', 'db', 'generated'))

/** @param {string} distDir */
const placesOf = (distDir) => {
  const folder = path.join(projectRoot, distDir)
  return { folder, stamp: path.join(folder, 'assay-built-from'), serving: path.join(folder, 'assay-serving') }
}

/** @param {string} distDir @param {string} wanted fingerprint of the sources */
function isCurrent(distDir, wanted) {
  const { folder, stamp } = placesOf(distDir)
  return (
    existsSync(path.join(folder, 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  )
}

/** @param {string} distDir @returns {number | undefined} pid of a server that serves this build */
function findServer(distDir) {
  const { serving } = placesOf(distDir)
  if (!existsSync(serving)) return undefined
  const marks = readdirSync(serving).map((name) => ({
    pid: Number(name),
    mark: readFileSync(path.join(serving, name), 'utf8'),
  }))
  return marks.find(({ pid, mark }) => isAlive(pid) && startMark(pid) === mark)?.pid
}

/** Says that this process serves the build, so that nobody builds anew under it. @param {string} distDir */
export function markServing(distDir) {
  const { serving } = placesOf(distDir)
  if (findServer(distDir) === undefined) rmSync(serving, { recursive: true, force: true })
  mkdirSync(serving, { recursive: true })
  const file = path.join(serving, String(process.pid))
  writeFileSync(file, startMark(process.pid))
  process.on('exit', () => rmSync(file, { force: true }))
}

/**
 * Builds the Next application when its sources changed since the last build.
 * @param {{ distDir: string, otherwise?: string, announce?: (text: string) => void }} options otherwise: where to build
 *   while a server runs from distDir
 * @returns {Promise<{ distDir: string, text: string }>} where the build is, and what was done
 */
export async function buildApp({ distDir, otherwise, announce }) {
  const wanted = fingerprint(projectRoot, sources, isBuilt)
  if (isCurrent(distDir, wanted)) return { distDir, text: 'up to date' }
  const server = findServer(distDir)
  if (server !== undefined) {
    if (otherwise) return buildApp({ distDir: otherwise, announce })
    throw new SetupError(
      `The sources changed, but a server (pid ${server}) still runs from the last build in ${distDir}.`,
      'Stop that server first, or build elsewhere: ASSAY_DIST_DIR=.next-2 npm start',
    )
  }
  announce?.('building, the first time about a minute')
  const { folder, stamp } = placesOf(distDir)
  rmSync(stamp, { force: true })
  const env = { ASSAY_DIST_DIR: distDir, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await runCommand(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env,
  })
  if (code !== 0) {
    throw new SetupError(
      `next build failed (exit code ${code}):\n${output.trim().slice(-4000)}`,
      'Correct the error above; a fresh checkout builds.',
    )
  }
  await compressStatic(path.join(folder, 'static'))
  writeFileSync(stamp, wanted)
  return { distDir, text: 'built' }
}
