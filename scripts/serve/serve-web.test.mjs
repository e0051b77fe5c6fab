import http from 'node:http'
import { createRequire } from 'node:module'
import { createGunzip } from 'node:zlib'
import { expect, it } from 'vitest'
import { assertPortFree, nameCaller, tellTypeAsText } from './serve-web.mjs'

/** The one that the framework puts around every answer. */
const compression = createRequire(import.meta.url)('next/dist/compiled/compression')

it('says early that the port is taken, and what to do', async () => {
  const other = http.createServer()
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address()
  const error = await assertPortFree(port, '127.0.0.1').catch((thrown) => thrown)
  expect(error.message).toBe(`Port ${port} is in use by another program.`)
  expect(error.hint).toContain('PORT=')
  await new Promise((resolve) => other.close(resolve))
  await expect(assertPortFree(port, '127.0.0.1')).resolves.toBeUndefined()
})

it('names the caller, whatever the client says of itself', async () => {
  const server = http.createServer((request, response) => {
    nameCaller(request)
    response.end(request.headers['x-assay-peer'])
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const forged = { headers: { 'X-Assay-Peer': '203.0.113.7' } }
  const answer = await fetch(`http://127.0.0.1:${server.address().port}`, forged)
  expect(await answer.text()).toBe('127.0.0.1')
  await new Promise((resolve) => server.close(resolve))
})

it.each([
  ['application/stream+json; charset=utf-8', 'private, no-store', 'gzip'],
  ['text/event-stream; charset=utf-8', 'no-cache, no-transform', undefined],
])('of %s each line goes out at once, compressed where it may be', async (type, caching, encoding) => {
  let sendNext = () => {}
  const server = http.createServer((request, response) => {
    tellTypeAsText(response)
    compression()(request, response, () => {})
    // As the framework does it.
    response.setHeader('content-type', [type])
    response.setHeader('cache-control', [caching])
    const send = (line) => {
      response.write(line)
      response.flush()
    }
    send('one\n')
    sendNext = () => {
      send('two\n')
      response.end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const options = { port: server.address().port, headers: { 'accept-encoding': 'gzip' } }
  const answer = await new Promise((resolve) => http.get(options, resolve))
  expect([answer.headers['content-encoding'], answer.headers['content-type']]).toEqual([encoding, type])
  const lines = []
  for await (const chunk of encoding === undefined ? answer : answer.pipe(createGunzip())) {
    lines.push(String(chunk))
    if (lines.length === 1) sendNext()
  }
  expect(lines).toEqual(['one\n', 'two\n'])
  await new Promise((resolve) => server.close(resolve))
})
