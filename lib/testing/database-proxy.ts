import net, { type AddressInfo, type Socket } from 'node:net'
import { afterAll } from 'vitest'

export interface DatabaseProxy {
  /** the database behind the proxy */
  url: string
  /**
   * The next statement with this text takes all connections down, and none is made for `downMs`. `before`: the server never
   * gets it; `after`: it is worked off, and only its answer is lost.
   */
  cutAt: (text: string, when: 'before' | 'after', downMs: number) => void
  /** how often connections were taken down */
  cuts: () => number
}

/** Stands between this process (or its workers) and the database, which can be taken from them at exactly one statement. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let cut: { text: string; when: 'before' | 'after'; downMs: number } | null = null
  let downUntil = 0
  let cuts = 0

  const takeDown = (downMs: number) => {
    cuts += 1
    downUntil = Date.now() + downMs
    for (const socket of sockets) socket.destroy()
  }
  const server = net.createServer((client) => {
    if (Date.now() < downUntil) return client.destroy()
    const upstream = net.connect(Number(target.port), target.hostname)
    let isLosingAnswer: number | null = null
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (data) => {
      if (cut !== null && data.includes(cut.text)) {
        const { when, downMs } = cut
        cut = null
        if (when === 'before') return takeDown(downMs)
        isLosingAnswer = downMs
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (isLosingAnswer === null) client.write(data)
      else takeDown(isLosingAnswer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cutAt: (text, when, downMs) => {
      cut = { text, when, downMs }
    },
    cuts: () => cuts,
  }
}
