import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { openMailbox, type ReceivedMail } from './open-mailbox'

/** A mailbox of its own for a test, by the URL that ASSAY_SMTP_URL takes. */
export async function startMailbox(): Promise<{ url: string; mails: ReceivedMail[] }> {
  const { port, mails, close } = await openMailbox()
  afterAll(close)
  return { url: `smtp://127.0.0.1:${port}`, mails }
}

export interface ReceivedPost {
  headers: http.IncomingHttpHeaders
  body: string
}

/** A receiver of webhooks; answers with `status` once `until` is over, which a test may change. */
export async function startReceiver(): Promise<{
  url: string
  posts: ReceivedPost[]
  answer: { status: number; until: Promise<unknown> }
}> {
  const posts: ReceivedPost[] = []
  const answer: { status: number; until: Promise<unknown> } = { status: 200, until: Promise.resolve() }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      const { status, until } = answer
      void until.then(() => response.writeHead(status, { location: '/elsewhere' }).end())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook/secret-part`, posts, answer }
}
