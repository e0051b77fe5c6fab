import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const prefix = '/_next/static/'
const types = { '.js': 'application/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

/** @param {string | string[] | undefined} header */
const takesBrotli = (header) =>
  String(header ?? '')
    .split(',')
    .some((entry) => /^\s*br\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/.test(entry))

/**
 * Serves the compressed files of a build (compress-static) to who takes them; only what was there at the start is ever
 * looked up. Their names hold their hash, so they are kept for good.
 * @param {string} folder the build's `static`
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean}
 *   false: it is the application's to answer
 */
export function createStaticServer(folder) {
  const compressed = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.br'))
    : []
  const files = new Map(
    compressed.map((name) => {
      const file = path.join(folder, name)
      const url = prefix + name.slice(0, -'.br'.length).split(path.sep).join('/')
      return [url, { file, bytes: statSync(file).size, type: types[path.extname(url)] }]
    }),
  )
  return (request, response) => {
    if (request.method !== 'GET' || !takesBrotli(request.headers['accept-encoding'])) return false
    const found = files.get((request.url ?? '').split('?')[0] ?? '')
    if (found === undefined) return false
    response.writeHead(200, {
      'content-type': found.type,
      'content-encoding': 'br',
      'content-length': found.bytes,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
    })
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response)
    return true
  }
}
