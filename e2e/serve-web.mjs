/** The web server alone, on a port and a database that the environment names; a journey kills it and starts it again. */
import { serveWeb } from '../scripts/serve/serve-web.mjs'
import { markServing } from '../scripts/setup/build-app.mjs'

process.on('disconnect', () => process.exit(1))
markServing(process.env.ASSAY_DIST_DIR || '.next')
await serveWeb({ port: Number(process.env.PORT), host: '127.0.0.1', dev: false })
process.send?.('ready')
