import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
/** Smaller than this a file gains nothing. */
const worthBytes = 1000

/**
 * Writes each script and style sheet below a folder once more as Brotli, as small as can be: about an eighth less to
 * load than what is compressed while it is served. Done once a build.
 * @param {string} folder
 */
export async function compressStatic(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|css)$/.test(file))
    .map((file) => path.join(folder, file))
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file)
      if (content.length < worthBytes) return
      const params = {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      }
      writeFileSync(`${file}.br`, await compress(content, { params }))
    }),
  )
}
