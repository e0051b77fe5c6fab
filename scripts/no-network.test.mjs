import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const guard = pathToFileURL(path.resolve('scripts/no-network.mjs')).href
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-network-'))
const server = http.createServer((_request, response) => response.end('here'))
let port = 0
let number = 0

beforeAll(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)))
beforeAll(() => {
  port = server.address().port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/**
 * Runs code in a guarded process of its own.
 * @param {string} code of a module; what it prints is returned
 * @returns {Promise<{ output: string, log: string }>}
 */
function runGuarded(code) {
  const networkLog = path.join(folder, `${++number}.log`)
  const env = { PATH: process.env.PATH, NODE_OPTIONS: `--import=${guard}`, ASSAY_NETWORK_LOG: networkLog }
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { env })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  return new Promise((resolve) => {
    child.on('close', () =>
      resolve({ output, log: existsSync(networkLog) ? readFileSync(networkLog, 'utf8') : '' }),
    )
  })
}

it('lets this machine through, by fetch, http and a Unix socket', async () => {
  const { output, log } = await runGuarded(`
    import http from 'node:http'
    import { rmSync } from 'node:fs'
    const place = ${JSON.stringify(path.join(folder, 'socket'))}
    const unix = http.createServer((_, response) => response.end('socket')).listen(place)
    const ask = (options) => new Promise((resolve) => http.get(options, async (r) => resolve((await r.toArray()).join(''))))
    console.log(await (await fetch('http://127.0.0.1:${port}')).text())
    console.log(await ask({ host: 'localhost', family: 4, port: ${port} }), await ask({ socketPath: place }))
    unix.close()`)
  expect(output).toBe('here\nhere socket\n')
  expect(log).toBe('')
})

it.each([
  ['fetch', `await fetch('http://192.0.2.1/').catch((e) => console.log('refused', e.cause.code))`],
  [
    'fetch by https',
    `await fetch('https://example.com/').catch((e) => console.log('refused', e.cause.code))`,
  ],
  [
    'a socket',
    `(await import('node:net')).connect(80, '192.0.2.1').on('error', (e) => console.log('refused', e.code))`,
  ],
  [
    'TLS',
    `(await import('node:tls')).connect(443, 'example.com').on('error', (e) => console.log('refused', e.code))`,
  ],
  [
    'UDP',
    `try { (await import('node:dgram')).createSocket('udp4').send('x', 53, '192.0.2.1') } catch (e) { console.log('refused', e.code); process.exit() }`,
  ],
  [
    'a worker thread',
    `const { Worker } = await import('node:worker_threads')
    new Worker("fetch('http://192.0.2.1/').catch((e) => console.log('refused', e.cause.code))", { eval: true })`,
  ],
])('stops %s to the outside, and keeps a record of it', async (_name, code) => {
  const { output, log } = await runGuarded(code)
  expect(output).toBe('refused ENETUNREACH\n')
  expect(log).toContain('may not reach the outside')
})

it('knows no names but ours', async () => {
  const { output } = await runGuarded(`
    import { lookup } from 'node:dns/promises'
    import dns from 'node:dns'
    import { promisify } from 'node:util'
    await lookup('example.com').catch((e) => console.log(e.code))
    dns.lookup('example.com', {}, (e) => console.log(e.code))
    await promisify(dns.lookup)('example.com').catch((e) => console.log(e.code))
    console.log((await promisify(dns.lookup)('localhost')).address === (await lookup('localhost')).address)`)
  expect(output.trim().split('\n').sort()).toEqual(['ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', 'true'])
})
