import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

const require = createRequire(import.meta.url)
let panicMessage = ''

/** @returns {string} the message of a panic of the engine since the last call, empty when there was none */
export function takePanic() {
  const message = panicMessage
  panicMessage = ''
  return message
}

/** @param {string} file @returns {Promise<[path: string, text: string]>} */
const readDatamodel = async (file) => [file, await readFile(file, 'utf8')]

/**
 * @param {string[]} datamodels paths of the schema files
 * @param {any} factory a migration-aware driver adapter factory
 * @returns {Promise<any>} the engine; its methods have the names of the JSON-RPC methods
 */
export async function loadEngine(datamodels, factory) {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'))
  const wasm = await readFile(path.join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  Reflect.apply(/** @type {any} */ (instance.exports.__wbindgen_start), undefined, [])
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      panicMessage = message
    },
  }
  const files = await Promise.all(datamodels.map(readDatamodel))
  const options = { datamodels: files.length > 0 ? files : undefined }
  const log = (line) => {
    if (process.env.DEBUG) process.stderr.write(`${line}\n`)
  }
  return bindings.SchemaEngine.new(options, log, bindMigrationAwareSqlAdapterFactory(factory))
}
