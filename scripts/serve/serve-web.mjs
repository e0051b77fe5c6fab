import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { projectRoot } from '../data-folder.mjs'
import { SetupError } from '../setup-error.mjs'
import { createStaticServer } from './serve-static.mjs'

/** Event streams never end by themselves: they are cut after this time. */
const openStreamsMs = 1000

/** @param {number} port */
const portError = (port) =>
  new SetupError(
    `Port ${port} is in use by another program.`,
    `Choose another one: PORT=${port + 1} npm start`,
  )

/**
 * @param {http.Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') reject(portError(port))
      else if (error.code === 'EACCES')
        reject(new SetupError(`Port ${port} is reserved.`, 'Choose one above 1023: PORT=3000 npm start'))
      else reject(error)
    })
    server.listen(port, host, resolve)
  })
}

/**
 * Fails early, before anything slow, when the port cannot be had.
 * @param {number} port
 * @param {string} host
 */
export async function assertPortFree(port, host) {
  const probe = http.createServer()
  await listen(probe, port, host)
  await new Promise((resolve) => probe.close(resolve))
}

/**
 * Tells the application who is connected, over whatever the client says of itself under this name (lib/auth/caller-address).
 * @param {http.IncomingMessage} request
 */
export function nameCaller(request) {
  const { remoteAddress } = request.socket
  if (remoteAddress === undefined) delete request.headers['x-assay-peer']
  else request.headers['x-assay-peer'] = remoteAddress
}

/**
 * Routes' answers are handed over with their type as a list of one, which the framework's own compression does not read: it
 * would send them as they are. What says `no-transform`, as event streams do, is never compressed.
 * @param {http.ServerResponse} response
 */
export function tellTypeAsText(response) {
  const { setHeader } = response
  response.setHeader = (name, value) => {
    const isType = Array.isArray(value) && value.length === 1 && name.toLowerCase() === 'content-type'
    return setHeader.call(response, name, isType ? value[0] : value)
  }
}

/**
 * Serves the application from this process: a spawned `next start` would outlive a kill -9 of its parent.
 * @param {{ port: number, host: string, dev: boolean }} options
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function serveWeb({ port, host, dev }) {
  const distDir = path.join(projectRoot, process.env.ASSAY_DIST_DIR || '.next')
  if (dev) delete process.env.ASSAY_BUILD
  else process.env.ASSAY_BUILD = readFileSync(path.join(distDir, 'BUILD_ID'), 'utf8').trim()
  const { default: next } = await import('next')
  const app = next({ dev, dir: projectRoot, hostname: host, port, turbopack: dev })
  await app.prepare()
  const handle = app.getRequestHandler()
  const upgrade = app.getUpgradeHandler()
  const serveStatic = dev ? () => false : createStaticServer(path.join(distDir, 'static'))
  const server = http.createServer((request, response) => {
    if (serveStatic(request, response)) return
    nameCaller(request)
    tellTypeAsText(response)
    void handle(request, response)
  })
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head))
  await listen(server, port, host)
  return {
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), openStreamsMs).unref()
      await closed
    },
  }
}
