import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { compressStatic } from '../setup/compress-static.mjs'
import { createStaticServer } from './serve-static.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'assay-static-'))
const code = 'export const word = "again"\n'.repeat(200)
mkdirSync(path.join(folder, 'chunks'))
writeFileSync(path.join(folder, 'chunks', 'a.js'), code)
writeFileSync(path.join(folder, 'small.js'), '1')
writeFileSync(path.join(folder, '..', path.basename(folder).concat('.js.br')), 'outside')
await compressStatic(folder)
const serve = createStaticServer(folder)
const server = http.createServer((request, response) => {
  if (!serve(request, response)) response.writeHead(418).end()
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
  rmSync(`${folder}.js.br`)
})

/** Not fetch: it would unpack the answer. @returns {Promise<{ status: number, headers: object, body: Buffer }>} */
const ask = (url, encoding, method = 'GET') =>
  new Promise((resolve, reject) => {
    const { port } = server.address()
    const headers = { 'accept-encoding': encoding }
    http
      .request({ port, host: '127.0.0.1', path: url, method, headers }, (response) => {
        const parts = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
        )
      })
      .on('error', reject)
      .end()
  })

it('serves what the build has compressed, for good', async () => {
  const { status, headers, body } = await ask('/_next/static/chunks/a.js?dpl=1', 'gzip, deflate, br')
  expect(status).toBe(200)
  expect(brotliDecompressSync(body).toString()).toBe(code)
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'application/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  })
})

it.each([
  ['a client that takes no Brotli', '/_next/static/chunks/a.js', 'gzip'],
  ['a client that refuses Brotli', '/_next/static/chunks/a.js', 'gzip, br;q=0'],
  ['a file too small to gain', '/_next/static/small.js', 'br'],
  ['a file outside', `/_next/static/../${path.basename(folder)}.js`, 'br'],
  ['the compressed file itself', '/_next/static/chunks/a.js.br', 'br'],
])('leaves to the application: %s', async (_what, url, encoding) => {
  expect((await ask(url, encoding)).status).toBe(418)
})

it('leaves every other method to the application', async () => {
  expect((await ask('/_next/static/chunks/a.js', 'br', 'POST')).status).toBe(418)
})
