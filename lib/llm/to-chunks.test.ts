import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { toChunks } from './to-chunks'

const KILOBYTE = 'x'.repeat(1024)
const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

/** What a server that does `answer` is heard to say. */
async function bodyOf(answer: (response: ServerResponse) => void) {
  const server = createServer((_message, response) => answer(response))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1' }, resolve).on('error', reject)
  })
  let heard = 0
  const chunks = toChunks(response, (bytes) => {
    heard += bytes
  })
  return { response, chunks, heard: () => heard }
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += Buffer.from(chunk).toString()
  return text
}

test('a body is read whole and in order, however it comes, and every byte is heard', async () => {
  const { chunks, heard } = await bodyOf((response) => {
    response.write('a')
    setTimeout(() => response.write('b'), 5)
    setTimeout(() => response.end(`c${KILOBYTE}`), 10)
  })
  expect(await textOf(chunks)).toBe(`abc${KILOBYTE}`)
  expect(heard()).toBe(3 + 1024)
})

test('whoever does not read holds the connection up, and then gets all of it', async () => {
  const { response, chunks, heard } = await bodyOf((answer) => answer.end(KILOBYTE.repeat(8192)))
  await new Promise((resolve) => response.once('pause', resolve))
  expect(heard()).toBeLessThan(1024 * 1024)
  expect(await textOf(chunks)).toHaveLength(8192 * 1024)
})

test('who stops before the end closes the connection', async () => {
  const { response, chunks } = await bodyOf((answer) => answer.write('a'))
  for await (const _chunk of chunks) break
  expect(response.destroyed).toBe(true)
})

test('a connection that breaks, read by then or not, is a TypeError', async () => {
  const { response, chunks } = await bodyOf((answer) => {
    answer.write('a')
    setTimeout(() => answer.destroy(), 5)
  })
  await new Promise((resolve) => response.once('close', resolve))
  await expect(textOf(chunks)).rejects.toThrow(new TypeError('terminated'))
})
