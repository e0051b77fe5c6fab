import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface DroppableProxy {
  /** the server's pages, through the proxy */
  url: string
  /** Cuts every connection, and every new one at once, as a network that is gone does. */
  drop(): void
  restore(): void
  close(): Promise<void>
}

/** Hands bytes through to a server of this machine until it is told to drop everything. */
export async function startDroppableProxy(targetUrl: string): Promise<DroppableProxy> {
  const port = Number(new URL(targetUrl).port)
  const sockets = new Set<Socket>()
  let dropped = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    // A connection that is cut ends in an error on its other side: that is what the proxy is for.
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    if (dropped) return client.destroy()
    const upstream = connect(port, '127.0.0.1')
    keep(upstream)
    client.on('close', () => upstream.destroy()).pipe(upstream)
    upstream.on('close', () => client.destroy()).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drop() {
      dropped = true
      cut()
    },
    restore() {
      dropped = false
    },
    async close() {
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
