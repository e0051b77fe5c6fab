/**
 * Preloaded into every Node process of the tests (NODE_OPTIONS=--import): connections to anything but this machine fail,
 * and each attempt is written to the file ASSAY_NETWORK_LOG, so that a swallowed one still fails the test command.
 */

import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const localNames = new Set(['', 'localhost', 'ip6-localhost', '::', '0.0.0.0'])

/** @param {string | undefined} host */
function isLocal(host = '') {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:/i, '')
    .toLowerCase()
  if (localNames.has(name) || name.endsWith('.localhost')) return true
  return (net.isIPv4(name) && name.startsWith('127.')) || name === '::1' || name === '0:0:0:0:0:0:0:1'
}

/** @param {string} target @returns {Error & { code: string }} */
function refuse(target) {
  const error = Object.assign(new Error(`The tests may not reach the outside: ${target}`), {
    code: 'ENETUNREACH',
  })
  if (process.env.ASSAY_NETWORK_LOG) appendFileSync(process.env.ASSAY_NETWORK_LOG, `${error.stack}\n\n`)
  return error
}

/** Node's own reading of (port, host), (path) and (options). @type {(args: unknown[]) => [{ host?: string, port?: number, path?: string }]} */
const normalizeArguments = Reflect.get(net, '_normalizeArgs')
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function connectLocally(...args) {
  // Node hands on arguments it already normalised as one array: [options, callback].
  const [options] = Array.isArray(args[0]) ? args[0] : normalizeArguments(args)
  if (options.path || isLocal(options.host)) return Reflect.apply(connect, this, args)
  const error = refuse(`${options.host}:${options.port}`)
  // As a refused connection would: not before the caller could listen for the error.
  process.nextTick(() => this.destroy(error))
  return this
}

const { send, connect: connectUdp } = dgram.Socket.prototype
/** @param {unknown[]} args of send or connect: the address is the last string */
const addressOf = (args) => args.slice(1).findLast((word) => typeof word === 'string')
dgram.Socket.prototype.send = function sendLocally(...args) {
  const address = addressOf(args)
  if (address !== undefined && !isLocal(address)) throw refuse(`udp ${address}`)
  return Reflect.apply(send, this, args)
}
dgram.Socket.prototype.connect = function connectLocally(port, ...args) {
  const address = addressOf([port, ...args])
  if (address !== undefined && !isLocal(address)) throw refuse(`udp ${address}:${port}`)
  return Reflect.apply(connectUdp, this, [port, ...args])
}

const { lookup } = dns
const lookupPromise = dns.promises.lookup
const notFound = (host) =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
    code: 'ENOTFOUND',
    errno: -3008,
    syscall: 'getaddrinfo',
    hostname: host,
  })
const needsServer = (host) => !isLocal(host) && net.isIP(host) === 0
// Names are unknown rather than forbidden: a test may ask for one that does not exist.
const lookupLocally = (host, ...rest) => {
  if (needsServer(host)) process.nextTick(rest.at(-1), notFound(host))
  else Reflect.apply(lookup, dns, [host, ...rest])
}
// With the properties of the original: util.promisify reads them.
dns.lookup = /** @type {any} */ (
  Object.defineProperties(lookupLocally, Object.getOwnPropertyDescriptors(lookup))
)
dns.promises.lookup = async (host, ...rest) => {
  if (needsServer(host)) throw notFound(host)
  return Reflect.apply(lookupPromise, dns.promises, [host, ...rest])
}
syncBuiltinESMExports()
