/** The web process of a bench: builds the application when its sources changed, serves it, tells its address to its parent. */
import { dataFolder } from '../data-folder.mjs'
import { freePort } from '../process/free-port.mjs'
import { serveWeb } from '../serve/serve-web.mjs'
import { buildApp } from '../setup/build-app.mjs'

dataFolder()
const distDir = process.env.ASSAY_DIST_DIR || '.next'
process.stderr.write(`application: ${(await buildApp({ distDir })).text}\n`)
const port = await freePort()
const url = `http://127.0.0.1:${port}`
process.env.ASSAY_URL = url
const web = await serveWeb({ port, host: '127.0.0.1', dev: false })
process.send?.(url)
process.on('SIGTERM', async () => {
  await web.stop()
  process.exit(0)
})
process.on('disconnect', () => process.exit(1))
