import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export interface CountingServer {
  url: string
  /** paths asked for, in order */
  asked: string[]
  /** paths whose client went away before the answer */
  dropped: string[]
  close: () => Promise<void>
}

/**
 * A server that notes who asks what: `/slow/<ms>/…` answers after a while, `/slow-once/<ms>/…` only when it is asked for
 * the first time, everything else at once.
 */
export async function startCountingServer(): Promise<CountingServer> {
  const asked: string[] = []
  const dropped: string[] = []
  const server = http.createServer((request, response) => {
    const path = request.url ?? ''
    const isFirst = !asked.includes(path)
    asked.push(path)
    const [, once, milliseconds] = /^\/slow(-once)?\/(\d+)/.exec(path) ?? []
    const delayMs = once === undefined || isFirst ? Number(milliseconds ?? 0) : 0
    const timer = setTimeout(() => response.end(`answer to ${path}`), delayMs)
    response.on('close', () => {
      if (response.writableEnded) return
      clearTimeout(timer)
      dropped.push(path)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  afterAll(close)
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, dropped, close }
}
