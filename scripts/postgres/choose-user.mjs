import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from '../setup-error.mjs'

/**
 * How to start a Postgres program: `wrap` turns a command into what is really spawned, `own` hands a path over.
 * @typedef {{ kind: 'self' | 'other-user' | 'namespace', own: (path: string) => void,
 *   wrap: (command: string, args: string[]) => { command: string, args: string[], ids: { uid?: number, gid?: number } } }} PostgresUser
 */

const namespaceArgs = ['--user', '--map-user=65534', '--map-group=65534']

/** @param {string} command @param {string[]} args @param {object} options */
const succeeds = (command, args, options) =>
  spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0

/** @param {string} name @returns {{ uid: number, gid: number } | null} */
function lookUp(name) {
  const ask = (flag) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const [uid, gid] = [ask('-u'), ask('-g')]
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

/** @param {string} data @returns {{ uid: number, gid: number } | null} who owns an existing cluster */
function clusterOwner(data) {
  if (!existsSync(data)) return null
  const { uid, gid } = statSync(data)
  return { uid, gid }
}

/**
 * Postgres refuses uid 0. As root it runs as the cluster's owner, `postgres` or `nobody`; where that user cannot reach
 * the files (a checkout under /root), in a user namespace in which root has another number.
 * @param {{ bin: string, folder: string, data: string, env: NodeJS.ProcessEnv }} place
 * @returns {PostgresUser}
 */
export function chooseUser({ bin, folder, data, env }) {
  if (process.platform === 'win32' || process.getuid?.() !== 0) {
    return { kind: 'self', own: () => {}, wrap: (command, args) => ({ command, args, ids: {} }) }
  }
  const owner = clusterOwner(data)
  const ids = owner ?? lookUp('postgres') ?? lookUp('nobody')
  const server = path.join(bin, 'postgres')
  const reaches = (who) =>
    succeeds(server, ['--version'], { ...who, env }) && succeeds('test', ['-x', path.dirname(folder)], who)
  if (ids && ids.uid !== 0 && reaches(ids)) {
    const own = (file) => chownSync(file, ids.uid, ids.gid)
    return { kind: 'other-user', own, wrap: (command, args) => ({ command, args, ids }) }
  }
  const rootMayOwn = owner === null || owner.uid === 0
  if (rootMayOwn && succeeds('unshare', [...namespaceArgs, server, '--version'], { env })) {
    const wrap = (command, args) => ({
      command: 'unshare',
      args: [...namespaceArgs, command, ...args],
      ids: {},
    })
    return { kind: 'namespace', own: () => {}, wrap }
  }
  throw new SetupError(
    `Postgres does not run as root, and no other user of this machine can reach ${folder}.`,
    'Set ASSAY_DATA to a folder outside of /root, start as an ordinary user, or set DATABASE_URL to a running server.',
  )
}
