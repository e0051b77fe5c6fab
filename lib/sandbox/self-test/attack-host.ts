import 'server-only'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type ListenOptions, type Server } from 'node:net'
import path from 'node:path'
import { makeTemporaryDir, removeTemporaryDir } from '@/lib/sandbox/temporary-dir'

/** Things of the host that the attacks try to reach; read by `attacks/*.py` as JSON. */
export type AttackTargets = {
  secretFile: string
  /** A folder of the host that any user may write. */
  openDir: string
  hostPid: number
  tcpPort: number
  unixSocket: string
  abstractSocket: string
}

export type AttackHost = { targets: AttackTargets; close: () => Promise<void> }

/** Sets up a secret, an open folder and three listening sockets outside of the sandbox. */
export async function openAttackHost(): Promise<AttackHost> {
  const id = Math.random().toString(36).slice(2, 8)
  const dir = await makeTemporaryDir('attack')
  await chmod(dir, 0o755)
  const openDir = path.join(dir, 'open')
  await mkdir(openDir)
  await chmod(openDir, 0o777)
  const secretFile = path.join(openDir, 'secret')
  await writeFile(secretFile, 'the secret of the host', { mode: 0o644 })
  const unixSocket = path.join(openDir, 'socket')
  const abstractSocket = `assay-attack-${id}`
  const servers = await Promise.all([
    listen({ host: '127.0.0.1', port: 0 }),
    listen({ path: unixSocket, writableAll: true }),
    listen({ path: `\0${abstractSocket}` }),
  ])
  const address = servers[0]?.address()
  return {
    targets: {
      secretFile,
      openDir,
      hostPid: process.pid,
      tcpPort: typeof address === 'object' && address !== null ? address.port : 0,
      unixSocket,
      abstractSocket,
    },
    close: async () => {
      for (const server of servers) server.close()
      await removeTemporaryDir(dir)
    },
  }
}

function listen(options: ListenOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.unref()
    server.once('error', reject)
    server.listen(options, () => resolve(server))
  })
}
