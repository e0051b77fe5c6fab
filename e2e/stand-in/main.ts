/** The stand-in model server as a process: `tsx e2e/stand-in/main.ts --port 4400 [--script file.json]`. */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startStandIn } from './start-stand-in'
import { Script } from './types'

const { values } = parseArgs({ options: { port: { type: 'string' }, script: { type: 'string' } } })
const standIn = await startStandIn({ port: Number(values.port ?? 0) })
if (values.script !== undefined)
  standIn.script(Script.parse(JSON.parse(await readFile(values.script, 'utf8'))))
process.stdout.write(`${standIn.url}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    standIn.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}
