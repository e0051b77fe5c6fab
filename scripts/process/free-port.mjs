import { createServer } from 'node:net'

/**
 * @param {number} [wanted] taken when nobody listens on it
 * @returns {Promise<number>} a TCP port nobody listens on at this moment, on the loopback address
 */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
